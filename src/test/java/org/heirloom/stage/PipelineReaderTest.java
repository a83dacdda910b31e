package org.heirloom.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heirloom.StudyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PipelineReaderTest {
  @TempDir Path folder;

  @Test
  void readsStagesInOrderWithTheirResources() throws IOException {
    Path file =
        write(
            """
            name: small
            meaning: Two stages.
            stages:
              - {stage: one, pool: cpu, parallelism: 2, cpus: 0.5, memory: 1536Mi}
              - {stage: two, pool: gpu, parallelism: 1, cpus: 4, memory: 12Gi}
            """);

    Pipeline pipeline = PipelineReader.read(file);

    assertThat(pipeline.name()).isEqualTo("small");
    assertThat(pipeline.stages())
        .containsExactly(
            new Pipeline.Step("one", "cpu", 2, 0.5, "1536Mi"),
            new Pipeline.Step("two", "gpu", 1, 4, "12Gi"));
  }

  @Test
  void allProblemsAreNamedAtOnce() throws IOException {
    Path file =
        write(
            """
            name: 7
            stagse: []
            stages:
              - {stage: one, pool: tpu, parallelism: 0, cpus: -1, memory: lots, nodes: 3}
              - two
            """);

    assertThatThrownBy(() -> PipelineReader.read(file))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            file
                + """
            : 9 problems
              stagse: unknown key. Expected one of meaning, name, stages.
              name: Got 7. Expected a word.
              meaning: missing. Expected a word.
              stages[0].nodes: unknown key. Expected one of cpus, memory, parallelism, pool, stage.
              stages[0].pool: Got "tpu". Expected cpu or gpu.
              stages[0].parallelism: Got 0. Expected a whole number from 1 to 1000.
              stages[0].cpus: Got -1. Expected a number above 0, at most 1000.
              stages[0].memory: Got "lots". Expected an amount such as 4Gi or 1536Mi.
              stages[1]: Got "two". Expected a mapping with cpus, memory, parallelism, pool, stage.""");
  }

  @Test
  void profileThatLeavesNoRoomForTheWorkIsRefused() throws IOException {
    Path file =
        write(
            """
            name: small
            meaning: Two stages.
            stages:
              - {stage: one, pool: cpu, parallelism: 1, cpus: 1, memory: 1536Mi}
              - {stage: two, pool: gpu, parallelism: 1, cpus: 1, memory: 512Mi}
            """);

    assertThatThrownBy(() -> PipelineReader.read(file))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            file
                + """
            : 1 problem
              stages[1].memory: too small. Got 512Mi. Expected at least 1536Mi. Flink and Java take \
            1024Mi of a worker's memory; what is left is shared by the heap and TensorFlow.""");
  }

  @ParameterizedTest
  @CsvSource({
    "'', the file: missing.",
    "'name: [', not valid YAML",
    "'a: 1\na: 2', not valid YAML",
    "'---\n1\n---\n2', not valid YAML"
  })
  void emptyAndBrokenFilesAreExplained(String text, String problem) throws IOException {
    Path file = write(text);

    assertThatThrownBy(() -> PipelineReader.read(file))
        .isInstanceOf(StudyException.class)
        .hasMessageStartingWith(file + ":")
        .hasMessageContaining(problem);
  }

  @Test
  void missingFileAndFolderAreExplained() {
    assertThatThrownBy(() -> PipelineReader.read(folder))
        .isInstanceOf(StudyException.class)
        .hasMessage(folder + ": no such pipeline file. Pipelines lie in the folder pipelines.");
  }

  @Test
  void shippedPipelinesCanBeRead() {
    assertThat(PipelineReader.read(Path.of("pipelines/audit.yaml")).name()).isEqualTo("audit");
    assertThat(PipelineReader.read(Path.of("pipelines/train.yaml")).name()).isEqualTo("train");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("pipeline.yaml"), text);
  }
}
