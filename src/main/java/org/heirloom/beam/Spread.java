package org.heirloom.beam;

import java.util.List;

/**
 * Where Beam spreads the units of work.
 *
 * @param runner {@code FlinkRunner} or {@code DirectRunner}
 * @param flinkMaster {@code [local]} for an engine inside this process, {@code [auto]} inside a
 *     Flink application, or {@code host:port} of a cluster's REST address
 * @param filesToStage jars that a cluster needs and has not got; empty to send none
 */
public record Spread(String runner, String flinkMaster, List<String> filesToStage) {
  /** Flink inside this process. */
  public static final Spread EMBEDDED = new Spread("FlinkRunner", "[local]", List.of());

  /** The Flink master of a process that is itself a Flink application. */
  public static final String APPLICATION = "[auto]";

  public Spread {
    filesToStage = List.copyOf(filesToStage);
  }

  /**
   * Flink at an address. Libraries and our classes must be there already: whatever a job brings, it
   * leaves behind, since Beam's caches hold the classes that it has met.
   *
   * @param address {@code host:port} of the JobManager's REST address
   */
  public static Spread cluster(String address) {
    return new Spread("FlinkRunner", address, List.of());
  }

  /** Whether there is a cluster elsewhere, at an address. */
  boolean hasAddress() {
    return !isEmbedded() && !flinkMaster.equals(APPLICATION);
  }

  /** Whether the workers are threads of this process. */
  boolean isEmbedded() {
    return runner.equals("DirectRunner") || flinkMaster.equals("[local]");
  }
}
