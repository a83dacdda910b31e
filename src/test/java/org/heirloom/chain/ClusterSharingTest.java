package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.heirloom.beam.ClusterFixture;
import org.heirloom.beam.WorkerMemory;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.RunOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies that share the workers of a real cluster, which have the smallest profile there is. */
@Tag("cluster")
final class ClusterSharingTest {
  private static final String[] SHORT = {
    "teach.training.samples=1200", "distill.training.samples=1200"
  };
  private static final long GROWTH_MEBIBYTES = 64;

  @TempDir Path folder;

  @Test
  void studiesAtOnceAndStageAfterStageLeaveWorkersAsTheyWere() throws Exception {
    Path pipeline =
        Files.writeString(
            folder.resolve("least.yaml"),
            """
            name: least
            meaning: The smallest workers.
            stages:
              - {stage: teach, pool: cpu, parallelism: 2, cpus: 1, memory: 1536Mi}
            """);
    Map<String, String> settings =
        Map.of(
            "HEIRLOOM_STAGE",
            "teach",
            "HEIRLOOM_PIPELINE",
            pipeline.toString(),
            // All of the heap is resident from the beginning, so that what grows is not Java's.
            "JAVA_TOOL_OPTIONS",
            "-XX:+AlwaysPreTouch");

    try (ClusterFixture cluster = ClusterFixture.start(folder.resolve("cluster"), settings)) {
      CompletableFuture<Void> other = CompletableFuture.runAsync(() -> run(cluster, "one", 1));
      run(cluster, "two", 1);
      other.join();
      run(cluster, "three", 2); // Each worker has now done some of every stage's work.
      Map<Long, WorkerMemory> before = WorkerMemory.of(cluster.taskManagers());
      run(cluster, "four", 2);
      Map<Long, WorkerMemory> after = WorkerMemory.of(cluster.taskManagers());

      assertThat(TinyStudy.bytes(folder.resolve("two")))
          .isEqualTo(TinyStudy.bytes(folder.resolve("one")))
          .isEqualTo(TinyStudy.bytes(folder.resolve("three")))
          .isEqualTo(TinyStudy.bytes(folder.resolve("four")))
          .hasSizeGreaterThan(100);
      before.forEach((worker, was) -> assertUnchanged(was, after.get(worker)));
    }
  }

  /** Eight stages after sixteen that have loaded every class and every library. */
  private static void assertUnchanged(WorkerMemory was, WorkerMemory is) {
    assertThat(is.jobClassLoaders()).isEqualTo(was.jobClassLoaders()).isLessThanOrEqualTo(1);
    assertThat(is.metaspaceMebibytes()).isLessThanOrEqualTo(was.metaspaceMebibytes() + 8);
    assertThat(is.residentMebibytes())
        .isLessThanOrEqualTo(was.residentMebibytes() + GROWTH_MEBIBYTES);
    assertThat(is.peakMebibytes()).isLessThanOrEqualTo(1536);
  }

  private void run(ClusterFixture cluster, String store, int workers) {
    TinyStudy.run(
        folder.resolve(store).toString(),
        cluster.spread(),
        new RunOptions(workers, Set.of(), Set.of()),
        ProgressListener.SILENT,
        SHORT);
  }
}
