package org.heirloom.cli;

import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.RecordedProgress;
import picocli.CommandLine.Option;

/** How much a run tells while it goes. */
final class ProgressOptions {
  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing before the end.")
  private boolean quiet;

  /** One updating line on a terminal, plain lines in a log. */
  ProgressListener listener(Shell shell) {
    return new RecordedProgress(shown(shell));
  }

  private ProgressListener shown(Shell shell) {
    if (quiet) {
      return ProgressListener.SILENT;
    }
    return shell.columns().isPresent()
        ? new TerminalProgress(shell.err(), shell.columns().getAsInt())
        : new LogProgress(shell.err());
  }
}
