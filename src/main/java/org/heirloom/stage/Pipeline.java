package org.heirloom.stage;

import java.util.List;

/**
 * Which stages run, in which order, with which resources: a file of {@code pipelines/}.
 *
 * @param name short name
 * @param meaning one sentence for people
 * @param stages in the order in which they run
 */
public record Pipeline(String name, String meaning, List<Step> stages) {
  public Pipeline {
    stages = List.copyOf(stages);
  }

  /**
   * One stage and the resources of its workers.
   *
   * @param stage its name
   * @param pool which machines: {@code cpu} or {@code gpu}
   * @param parallelism how many units of work run at the same time, unless the command line says
   *     otherwise
   * @param cpus cores of one worker on a cluster
   * @param memory of one worker on a cluster, in Kubernetes' notation, for example {@code 4Gi};
   *     {@link ResourceProfile} divides it
   */
  public record Step(String stage, String pool, int parallelism, double cpus, String memory) {}
}
