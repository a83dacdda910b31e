package org.heirloom.beam;

import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.heirloom.StudyException;
import org.heirloom.stage.StageTask;

/** Beam's options for a {@link Spread}. */
final class RunnerOptions {
  private RunnerOptions() {}

  /**
   * Options for one stage; the files to send are left to the caller.
   *
   * @param embedded the Flink of this process, started if it is asked for
   */
  static PipelineOptions of(
      Spread spread, StageTask task, int parallelism, EmbeddedFlink embedded) {
    PipelineOptions options =
        switch (spread.runner()) {
          case "FlinkRunner" -> flink(spread, parallelism, embedded);
          case "DirectRunner" -> direct(parallelism);
          default ->
              throw new StudyException(
                  "--runner: unknown. Got "
                      + spread.runner()
                      + ". Expected FlinkRunner or DirectRunner.");
        };
    options.setJobName("heirloom-" + task.stage());
    return options;
  }

  private static PipelineOptions flink(Spread spread, int parallelism, EmbeddedFlink embedded) {
    FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster(
        spread.isEmbedded() ? embedded.address(parallelism) : spread.flinkMaster());
    options.setParallelism(parallelism);
    options.setFasterCopy(true);
    return options;
  }

  private static PipelineOptions direct(int parallelism) {
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setTargetParallelism(parallelism);
    options.setEnforceImmutability(false);
    options.setEnforceEncodability(false);
    return options;
  }
}
