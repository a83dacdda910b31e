package org.heirloom.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.heirloom.DataException;
import org.heirloom.InfraException;
import org.heirloom.metrics.exposed.DebianPrograms;
import org.heirloom.metrics.exposed.Exposition;
import org.heirloom.stage.Engine;
import org.heirloom.stage.Executor;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.RunOptions;
import org.heirloom.stage.StageProgress;
import org.heirloom.stage.toy.SerialExecutor;
import org.heirloom.stage.toy.ToyStages;
import org.heirloom.stage.toy.Trees;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;
import org.heirloom.study.Study;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages on a real Flink cluster, whose processes share nothing with ours but the store. */
@Tag("cluster")
final class ClusterTest {
  @TempDir static Path shared;
  private static final int PORTS = 5;

  private static ClusterFixture cluster;
  private static int port;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    // No second try, so that what failed comes out at once.
    port = DebianPrograms.freePort();
    cluster =
        ClusterFixture.start(
            shared.resolve("cluster"),
            Map.of("HEIRLOOM_RESTARTS", "0", "HEIRLOOM_METRICS", port + "-" + (port + PORTS - 1)));
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  @Test
  void clusterLeavesTheSameBytesFromBothItsWorkers() throws IOException {
    Study study = ToyStages.study(40, 300_000, "none");
    run(folder.resolve("here"), study, new SerialExecutor(), ProgressListener.SILENT);
    List<Integer> done = new ArrayList<>();

    run(
        folder.resolve("there"),
        study,
        new BeamExecutor(cluster.spreadWithTests()),
        new ProgressListener() {
          @Override
          public void stageAdvances(StageProgress progress) {
            done.add(progress.unitsDone());
          }
        });

    assertThat(Trees.of(folder.resolve("there"))).isEqualTo(Trees.of(folder.resolve("here")));
    assertThat(workers(folder.resolve("there"), "squares"))
        .isEqualTo(new TreeSet<>(cluster.taskManagers()));
    assertThat(folder.resolve("there/tmp")).isEmptyDirectory();
    assertThat(done).contains(8);
    assertThat(told()).contains("heirloom_units_total{outcome=\"done\",stage=\"squares\"}");
  }

  /** What workers tell at the ports that they share a range of. */
  private static Set<String> told() {
    Exposition told = new Exposition();
    for (int i = 0; i < PORTS; i++) {
      told.read(port + i);
    }
    return told.series();
  }

  @Test
  void failureOnAClusterComesOutAsItWasThrown() {
    Study study = ToyStages.study(20, 0, "data");

    assertThatThrownBy(
            () ->
                run(
                    folder.resolve("there"),
                    study,
                    new BeamExecutor(cluster.spreadWithTests()),
                    ProgressListener.SILENT))
        .isExactlyInstanceOf(DataException.class)
        .hasMessage("numbers/batch-10: is odd. Expected even.");
  }

  @Test
  void workerWithoutMemorySaysWhatToRaise() {
    assertThatThrownBy(() -> fail("memory"))
        .isExactlyInstanceOf(InfraException.class)
        .hasMessage(
            "stage squares: a worker is out of memory. Java heap space. Its profile is 2048Mi: 512Mi"
                + " for the heap, 512Mi for TensorFlow. Raise memory of stage squares in the"
                + " pipeline file and start the TaskManagers with it, or let the study take smaller"
                + " batches. What is complete is reused.");
  }

  @Test
  void workerThatTheMachineKillsSaysWhatToRaise() throws IOException {
    try {
      assertThatThrownBy(() -> fail("killed"))
          .isExactlyInstanceOf(InfraException.class)
          .hasMessageStartingWith(
              "stage squares: a worker was lost, as often as the cluster starts one again. Mostly the"
                  + " machine has killed it for taking more memory than it has. Its profile is"
                  + " 2048Mi");
    } finally {
      cluster.restore();
    }
  }

  private void fail(String how) {
    run(
        folder.resolve("there"),
        ToyStages.study(20, 0, how),
        new BeamExecutor(cluster.spreadWithTests()),
        ProgressListener.SILENT);
  }

  private static void run(Path root, Study study, Executor executor, ProgressListener listener) {
    try (Store store = Stores.open(root.toString());
        executor) {
      new Engine(ToyStages.class, executor, store, InstantSource.system())
          .run(ToyStages.job(study), new RunOptions(2, Set.of(), Set.of()), listener);
    }
  }

  /** Process numbers of those who did a stage's units, by the run record. */
  private static Set<Long> workers(Path root, String stage) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("runs"))) {
      Path record = files.filter(path -> path.endsWith(stage + ".json")).findFirst().orElseThrow();
      Set<Long> numbers = new TreeSet<>();
      for (JsonNode unit : new ObjectMapper().readTree(record.toFile())) {
        String worker = unit.path("worker").textValue();
        numbers.add(Long.parseLong(worker.substring(worker.indexOf(':') + 1)));
      }
      return numbers;
    }
  }
}
