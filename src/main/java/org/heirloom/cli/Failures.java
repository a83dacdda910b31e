package org.heirloom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.heirloom.HeirloomException;
import org.heirloom.InfraException;

/** Tells a failure to a person, and says with which exit code the process ends. */
final class Failures {
  private static final int BUG = 70;

  private Failures() {}

  /** Prints the failure, with its stack trace if asked for, and returns the exit code. */
  static int tell(Throwable failure, PrintWriter err, boolean debug) {
    if (debug) {
      failure.printStackTrace(err);
    }
    if (failure instanceof HeirloomException known) {
      err.println(known.getMessage());
      return known.exitCode();
    }
    if (failure instanceof OutOfMemoryError) {
      err.println(
          "out of memory: "
              + failure.getMessage()
              + ". Give Java more with HEIRLOOM_JAVA_OPTS=-Xmx2g, or lower --parallelism.");
      return InfraException.EXIT_CODE;
    }
    if (failure instanceof UncheckedIOException || failure instanceof IOException) {
      err.println("cannot read or write: " + failure.getMessage() + ".");
      return InfraException.EXIT_CODE;
    }
    err.println("This is a bug in heirloom: " + failure + ".");
    err.println(
        debug
            ? "Please report it with the lines above, the study, and heirloom --version."
            : "Please report it with the study, heirloom --version, and what the same command says"
                + " with --debug.");
    return BUG;
  }
}
