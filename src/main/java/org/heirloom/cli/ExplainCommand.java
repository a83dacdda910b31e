package org.heirloom.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heirloom explain METRIC}: what a number means, and when not to believe it. */
@Command(
    name = "explain",
    description =
        "Says what a metric measures, in which unit, which way is better, and its limits.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "METRIC", description = "One of: heirloom list metrics.")
  private String metric;

  ExplainCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    shell.out().println(metric);
    return 0;
  }
}
