package org.heirloom.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.heirloom.stage.Engine;
import org.heirloom.stage.Executor;
import org.heirloom.stage.Job;
import org.heirloom.stage.Tolerance;
import org.heirloom.stage.VerifyReport;
import org.heirloom.stage.VerifyReport.FileResult;
import org.heirloom.stage.VerifyReport.Verdict;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code heirloom verify STUDY}: runs again into a scratch store and compares. */
@Command(
    name = "verify",
    description = {
      "Runs a study again into a scratch store and compares every file with the store's.",
      "Equal machines must give equal bytes; elsewhere numbers may differ within a tolerance."
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private static final int DIFFERENT = 1;

  private final Shell shell;
  @Mixin private StudyOptions options;
  @Mixin private SpreadOptions spread;
  @Mixin private ProgressOptions progress;

  VerifyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    Job job = options.job(options.study(shell.home()), shell.home());
    String scratch = scratch(options.store());
    try (Store store = options.open();
        Store again = Stores.open(scratch);
        Executor executor = shell.executors().apply(spread.spread())) {
      Engine engine = new Engine(shell.stages(), executor, store, shell.clock());
      return tell(engine.verify(job, again, Tolerance.DEFAULT, progress.listener(shell)));
    } finally {
      delete(scratch);
    }
  }

  private int tell(VerifyReport report) {
    for (FileResult file : report.files()) {
      if (file.verdict() == Verdict.DIFFERENT) {
        shell.out().println("different: " + file.file() + ": " + file.detail());
      }
    }
    shell.out().println(report.rule());
    shell
        .out()
        .printf(
            "%d files: %d equal, %d within the tolerance, %d different.%n",
            report.files().size(),
            count(report.files(), Verdict.EQUAL_BYTES),
            count(report.files(), Verdict.WITHIN_TOLERANCE),
            count(report.files(), Verdict.DIFFERENT));
    return report.agrees() ? 0 : DIFFERENT;
  }

  private static long count(List<FileResult> files, Verdict verdict) {
    return files.stream().filter(file -> file.verdict() == verdict).count();
  }

  /** A fresh place that every worker reaches who reaches the store. */
  private static String scratch(String store) throws IOException {
    return Stores.isRemote(store)
        ? store.replaceFirst("/+$", "") + "/heirloom-verify-" + UUID.randomUUID()
        : Files.createTempDirectory(beside(store), "heirloom-verify-").toString();
  }

  /** A folder on the store's disk, which has room for another one. */
  private static Path beside(String store) {
    Path parent = Path.of(store).toAbsolutePath().getParent();
    return parent != null && Files.isDirectory(parent) ? parent : Path.of("").toAbsolutePath();
  }

  private static void delete(String scratch) {
    if (Stores.isRemote(scratch)) {
      Stores.folder(scratch).deleteAll();
      return;
    }
    try (Stream<Path> paths = Files.walk(Path.of(scratch))) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
