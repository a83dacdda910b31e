package org.heirloom.beam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.heirloom.StudyException;
import org.heirloom.stage.StageTask;
import org.heirloom.store.StoreFailures;

/** Beam's options for a {@link Spread}. The engine inside this process gets its own settings. */
final class RunnerOptions implements AutoCloseable {
  /**
   * Beam's own number of retries has no effect on batch pipelines, so Flink is told; failures of
   * the study or the data never come this far.
   */
  private static final String EMBEDDED_FLINK =
      """
      restart-strategy:
        type: fixed-delay
        fixed-delay:
          attempts: 2
          delay: 1 s
      """;

  private final Spread spread;
  private final Path configFolder;

  RunnerOptions(Spread spread) {
    this.spread = spread;
    try {
      this.configFolder = Files.createTempDirectory("heirloom-flink");
      Files.writeString(configFolder.resolve("config.yaml"), EMBEDDED_FLINK, UTF_8);
    } catch (IOException e) {
      throw StoreFailures.of(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  PipelineOptions forTask(StageTask task, int parallelism) {
    PipelineOptions options =
        switch (spread.runner()) {
          case "FlinkRunner" -> flink(parallelism);
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

  private PipelineOptions flink(int parallelism) {
    FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster(spread.flinkMaster());
    options.setParallelism(parallelism);
    options.setFasterCopy(true);
    options.setFilesToStage(spread.filesToStage());
    if (spread.isEmbedded()) {
      options.setFlinkConfDir(configFolder.toString());
    }
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

  @Override
  public void close() {
    try {
      Files.deleteIfExists(configFolder.resolve("config.yaml"));
      Files.deleteIfExists(configFolder);
    } catch (IOException e) {
      throw StoreFailures.of(configFolder, e);
    }
  }
}
