package org.heirloom.cli;

import java.util.Optional;
import java.util.regex.Pattern;
import org.heirloom.metrics.exposed.Watch;
import picocli.CommandLine.Option;

/** Whether Prometheus can look at this process while it runs. */
final class WatchOptions {
  private static final String NAME = "--metrics";

  /** Port 0 is any port, and of a range the first that is free. */
  private static final Pattern CHOICE = Pattern.compile("(?:^|:)(?:0+|[0-9]+-[0-9]+)$");

  @Option(
      names = NAME,
      paramLabel = "[HOST:]PORT[-PORT]",
      description =
          "Let Prometheus read metrics of this process at http://HOST:PORT/metrics while it runs;"
              + " HOST is 127.0.0.1 unless given. Workers elsewhere take HEIRLOOM_METRICS from their"
              + " environment, as this process does without the option.")
  private String address;

  /**
   * Watches until it is closed, if that is asked for, and says where it took a port of its own
   * choice.
   */
  Watch.Watching open(Shell shell) {
    Watch.Watching watching = Watch.open(NAME, Optional.ofNullable(address));
    if (address != null && CHOICE.matcher(address).find()) {
      watching.url().ifPresent(url -> shell.out().println("metrics: " + url));
    }
    return watching;
  }
}
