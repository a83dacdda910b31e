package org.heirloom.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.OptionalInt;
import org.heirloom.stage.StageRegistry;
import org.heirloom.stage.toy.SerialExecutor;

/** Runs commands and keeps what they print. */
final class TestShell {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Shell shell;

  TestShell(Class<? extends StageRegistry> stages) {
    this(stages, Path.of(""));
  }

  /**
   * A shell of another installation.
   *
   * @param home its folder
   */
  TestShell(Class<? extends StageRegistry> stages, Path home) {
    shell =
        new Shell(
            new PrintWriter(out),
            new PrintWriter(err),
            OptionalInt.empty(),
            home,
            InstantSource.system(),
            stages,
            spread -> new SerialExecutor());
  }

  int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Heirloom.run(shell, args);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
