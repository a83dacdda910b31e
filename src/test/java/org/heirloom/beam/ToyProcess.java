package org.heirloom.beam;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.heirloom.stage.Engine;
import org.heirloom.stage.PlanEntry;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.RunOptions;
import org.heirloom.stage.StageOutcome;
import org.heirloom.stage.StageProgress;
import org.heirloom.stage.toy.ToyStages;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;

/** A process of its own that runs the toy chain and prints a line per sign of life. */
final class ToyProcess implements AutoCloseable {
  static final int NUMBERS = 30;
  static final int HASHES = 150_000;

  private final Process process;
  private final BufferedReader lines;

  private ToyProcess(Process process) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Arguments: the store. */
  public static void main(String[] args) {
    Spread spread = new Spread("DirectRunner", "[local]", List.of());
    try (Store store = Stores.open(args[0]);
        BeamExecutor executor = new BeamExecutor(spread)) {
      new Engine(ToyStages.class, executor, store, InstantSource.system())
          .run(
              ToyStages.job(ToyStages.study(NUMBERS, HASHES, "none")),
              new RunOptions(2, Set.of(), Set.of()),
              new Printer());
    }
  }

  static ToyProcess start(Path store) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            ToyProcess.class.getName(),
            store.toString());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return new ToyProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads signs of life and then kills the process as hard as can be, if it has not ended. */
  void killAfter(int signs) throws IOException, InterruptedException {
    for (int i = 0; i < signs; i++) {
      if (lines.readLine() == null) {
        break;
      }
    }
    process.destroyForcibly().waitFor();
  }

  /** Waits for the end; returns the exit code. */
  int end() throws IOException, InterruptedException {
    while (lines.readLine() != null) {
      // Reads on, lest the process wait for us.
    }
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static final class Printer implements ProgressListener {
    @Override
    public void stageBegins(PlanEntry plan, int number, int count) {
      System.out.println(plan.stage() + " begins");
    }

    @Override
    public void stageAdvances(StageProgress progress) {
      System.out.println(progress.stage() + " " + progress.fraction());
    }

    @Override
    public void stageEnds(StageOutcome outcome) {
      System.out.println(outcome.plan().stage() + " ends");
    }
  }
}
