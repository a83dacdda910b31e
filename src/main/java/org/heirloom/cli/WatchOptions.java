package org.heirloom.cli;

import java.util.Optional;
import org.heirloom.metrics.exposed.Watch;
import picocli.CommandLine.Option;

/** Whether Prometheus can look at this process while it runs. */
final class WatchOptions {
  private static final String NAME = "--metrics";

  @Option(
      names = NAME,
      paramLabel = "[HOST:]PORT",
      description =
          "Let Prometheus read metrics of this process at http://HOST:PORT/metrics while it runs;"
              + " HOST is 127.0.0.1 unless given. Workers elsewhere take HEIRLOOM_METRICS from their"
              + " environment, as this process does without the option.")
  private String address;

  /** Watches until it is closed, if that is asked for. */
  Watch.Watching open() {
    return Watch.open(NAME, Optional.ofNullable(address));
  }
}
