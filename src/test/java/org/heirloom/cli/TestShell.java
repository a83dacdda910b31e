package org.heirloom.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.function.Function;
import org.heirloom.beam.Spread;
import org.heirloom.stage.Executor;
import org.heirloom.stage.StageRegistry;
import org.heirloom.stage.toy.SerialExecutor;

/** Runs commands and keeps what they print. */
public final class TestShell {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Shell shell;

  /** Stages one after another on this thread, wherever a command line wants them. */
  public TestShell(Class<? extends StageRegistry> stages) {
    this(stages, Path.of(""));
  }

  /**
   * A shell of another installation.
   *
   * @param home its folder
   */
  TestShell(Class<? extends StageRegistry> stages, Path home) {
    this(stages, home, spread -> new SerialExecutor());
  }

  /** Stages where {@code executors} spreads them. */
  public TestShell(Class<? extends StageRegistry> stages, Function<Spread, Executor> executors) {
    this(stages, Path.of(""), executors);
  }

  private TestShell(
      Class<? extends StageRegistry> stages, Path home, Function<Spread, Executor> executors) {
    shell =
        new Shell(
            new PrintWriter(out),
            new PrintWriter(err),
            OptionalInt.empty(),
            home,
            InstantSource.system(),
            stages,
            executors);
  }

  /** Runs one command and returns its exit code. */
  public int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Heirloom.run(shell, args);
  }

  /** What the last command printed. */
  public String out() {
    return out.toString();
  }

  /** What it told of problems and progress. */
  public String err() {
    return err.toString();
  }
}
