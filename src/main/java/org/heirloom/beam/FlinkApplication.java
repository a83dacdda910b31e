package org.heirloom.beam;

import java.util.List;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.heirloom.InfraException;

/** What a command owes the Flink cluster whose application it is. */
public final class FlinkApplication {
  private FlinkApplication() {}

  /** Whether a pipeline with these options is the job of an application. */
  static boolean is(PipelineOptions options) {
    return Spread.APPLICATION.equals(options.as(FlinkPipelineOptions.class).getFlinkMaster());
  }

  /**
   * Runs a job of nothing. An application that finds its work done already has to run one all the
   * same, or Flink counts it as failed.
   */
  public static void runNothing() {
    try (SentFiles sent = new SentFiles()) {
      FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
      options.setRunner(FlinkRunner.class);
      options.setFlinkMaster(Spread.APPLICATION);
      options.setParallelism(1);
      options.setJobName("heirloom-reused");
      sent.of(List.of(), options);
      Pipeline pipeline = Pipeline.create(options);
      pipeline.apply("Nothing to do", Create.of("reused"));
      pipeline.run().waitUntilFinish();
    }
  }

  /**
   * Ends the application: returns where all went well, so that Flink says that the job has
   * finished.
   *
   * @param exitCode of the command, which has told what is wrong already
   * @throws InfraException for any other code than 0, so that Flink says that it has failed
   */
  public static void end(int exitCode) {
    if (exitCode != 0) {
      throw new InfraException(
          "heirloom ended with exit code "
              + exitCode
              + ". Expected 0. The reason stands above in this log.");
    }
  }
}
