package org.heirloom.beam;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
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

  public Spread {
    filesToStage = List.copyOf(filesToStage);
  }

  /**
   * Flink at an address, to which our own classes are sent; all libraries must be there already.
   *
   * @param address {@code host:port} of the JobManager's REST address
   */
  public static Spread cluster(String address) {
    try {
      URI ours = Spread.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return new Spread("FlinkRunner", address, List.of(Path.of(ours).toString()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of our classes has no path", e);
    }
  }

  /** Whether the workers are threads of this process. */
  boolean isEmbedded() {
    return runner.equals("DirectRunner") || flinkMaster.equals("[local]");
  }
}
