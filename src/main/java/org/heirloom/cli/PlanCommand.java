package org.heirloom.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.heirloom.beam.Spread;
import org.heirloom.stage.Engine;
import org.heirloom.stage.PlanEntry;
import org.heirloom.store.Store;
import org.heirloom.study.StudyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code heirloom plan STUDY}: what a run would do. Changes nothing. */
@Command(
    name = "plan",
    description = "Says of each stage whether it will run or be reused, and why.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  private final Shell shell;
  @Mixin private StudyOptions options;

  @Option(
      names = "--effective",
      description = "Print the effective study instead: the file laid over all defaults.")
  private boolean effective;

  PlanCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    StudyFile study = options.study(shell.home());
    if (effective) {
      shell.out().print(study.yaml());
      return 0;
    }
    try (Store store = options.open()) {
      Engine engine =
          new Engine(
              shell.stages(), shell.executors().apply(Spread.EMBEDDED), store, shell.clock());
      List<PlanEntry> plan = engine.plan(options.job(study, shell.home()));
      int width = plan.stream().mapToInt(entry -> entry.stage().length()).max().orElse(0);
      plan.forEach(entry -> shell.out().println(line(entry, width)));
    }
    return 0;
  }

  private static String line(PlanEntry entry, int width) {
    String action = entry.action().name().toLowerCase(Locale.ROOT);
    return Table.pad(entry.stage(), width) + "  " + Table.pad(action, 5) + "  " + entry.reason();
  }
}
