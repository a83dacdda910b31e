package org.heirloom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stages take of a cluster, as the command line says it. */
final class ResourcesTest {
  @TempDir Path folder;
  private final TestShell shell = new TestShell(NoStages.class);
  private String pipeline;

  @BeforeEach
  void write() throws IOException {
    pipeline =
        Files.writeString(
                folder.resolve("two.yaml"),
                """
                name: two
                meaning: Two stages.
                stages:
                  - {stage: examples, pool: cpu, parallelism: 2, cpus: 0.5, memory: 2Gi}
                  - {stage: teach, pool: gpu, parallelism: 30, cpus: 4, memory: 12Gi}
                """)
            .toString();
  }

  @Test
  void allStagesStandInOneTable() {
    assertThat(shell.run("resources", "--pipeline", pipeline)).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            stage          workers        cpus      memory        heap  TensorFlow        GPUs
            examples             2         0.5      2048Mi       512Mi       512Mi           0
            teach               30         4.0     12288Mi      5632Mi      5632Mi           1
            """);
  }

  @Test
  void aStageAloneIsPrintedAsFlinkReadsIt() {
    assertThat(shell.run("resources", "examples", "--pipeline", pipeline)).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            parallelism.default: 2
            taskmanager.cpu.cores: 0.5
            taskmanager.memory.framework.heap.size: 128m
            taskmanager.memory.framework.off-heap.size: 64m
            taskmanager.memory.jvm-metaspace.size: 512m
            taskmanager.memory.jvm-overhead.max: 192m
            taskmanager.memory.jvm-overhead.min: 192m
            taskmanager.memory.managed.size: 64m
            taskmanager.memory.network.max: 64m
            taskmanager.memory.network.min: 64m
            taskmanager.memory.process.size: 2048m
            taskmanager.memory.task.off-heap.size: 512m
            taskmanager.numberOfTaskSlots: 1
            """);
  }

  @Test
  void aStageThatIsNotThereIsNamed() {
    assertThat(shell.run("resources", "teech", "--pipeline", pipeline)).isEqualTo(2);
    assertThat(shell.err())
        .isEqualTo(
            "resources: no such stage in pipeline two. Got \"teech\". Did you mean \"teach\"? Known:"
                + " examples, teach.\n");
  }
}
