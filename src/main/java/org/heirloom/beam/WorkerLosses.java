package org.heirloom.beam;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException;
import org.heirloom.HeirloomException;
import org.heirloom.InfraException;
import org.heirloom.stage.Pipeline;
import org.heirloom.stage.ResourceProfile;

/** Says in a user's words that workers had too little memory, or went away, and what to change. */
final class WorkerLosses {
  /** TensorFlow's own word for it, by name since only one package imports TensorFlow. */
  private static final String EXHAUSTED = "TFResourceExhaustedException";

  /** What Flink says of a TaskManager that has died or fallen silent. */
  private static final Pattern LOST =
      Pattern.compile(
          "remote task manager was lost|TaskManager with id .* (timed out|is no longer reachable)"
              + "|Lost connection to task manager|TaskExecutor .* (terminated|has no more)",
          Pattern.CASE_INSENSITIVE);

  private WorkerLosses() {}

  /** The failure to throw, or empty if what was thrown is neither of memory nor of lost workers. */
  static Optional<InfraException> explain(
      Spread spread, Pipeline.Step step, RuntimeException thrown) {
    String what = null;
    for (Throwable layer = thrown; layer != null; layer = RunnerFailures.cause(layer)) {
      if (layer instanceof HeirloomException) {
        return Optional.empty();
      }
      String problem = problem(layer);
      what = problem == null ? what : problem;
    }
    if (what == null) {
      return Optional.empty();
    }
    String advice = spread.isEmbedded() ? HERE : advice(step);
    return Optional.of(
        new InfraException("stage " + step.stage() + ": " + what + ". " + advice, thrown));
  }

  private static final String HERE =
      "Give Java more with HEIRLOOM_JAVA_OPTS=-Xmx2g, or lower --parallelism.";

  private static String problem(Throwable layer) {
    if (layer instanceof OutOfMemoryError) {
      return "a worker is out of memory. " + layer.getMessage();
    }
    if (layer.getClass().getSimpleName().equals(EXHAUSTED)) {
      return "TensorFlow is out of memory in a worker. " + firstLine(layer);
    }
    if (layer instanceof NoResourceAvailableException) {
      return "the cluster has too few TaskManagers. Some may have been killed";
    }
    if (layer.getMessage() != null && LOST.matcher(layer.getMessage()).find()) {
      return "a worker was lost, as often as the cluster starts one again. Mostly the machine has"
          + " killed it for taking more memory than it has";
    }
    return null;
  }

  private static String firstLine(Throwable layer) {
    return String.valueOf(layer.getMessage()).lines().findFirst().orElse("");
  }

  private static String advice(Pipeline.Step step) {
    ResourceProfile profile = ResourceProfile.of(step);
    return "Its profile is %dMi: %dMi for the heap, %dMi for TensorFlow. Raise memory of stage %s in"
            .formatted(
                profile.memoryMebibytes(),
                profile.heapMebibytes(),
                profile.tensorFlowMebibytes(),
                step.stage())
        + " the pipeline file and start the TaskManagers with it, or let the study take smaller"
        + " batches. What is complete is reused.";
  }
}
