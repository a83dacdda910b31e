package org.heirloom.beam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.heirloom.beam.WatchedStore.Saved;
import org.heirloom.stage.Engine;
import org.heirloom.stage.Executor;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.RunOptions;
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

/** A real Flink cluster loses its JobManager, or takes a worker for dead that is not. */
@Tag("cluster")
final class ClusterLossTest {
  /** One batch, so that one worker has work and the other one is free. */
  private static final Study STUDY = ToyStages.study(5, 9_000_000, "none");

  @TempDir static Path shared;
  private static ClusterFixture cluster;
  private static Map<String, String> undisturbed;

  @TempDir Path folder;
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void start() throws Exception {
    cluster =
        ClusterFixture.start(
            shared.resolve("cluster"),
            Map.of("HEIRLOOM_HEARTBEAT_MILLIS", "10000", "HEIRLOOM_TOYS_WAIT", "120"));
    run(shared.resolve("here"), new SerialExecutor(), ProgressListener.SILENT);
    undisturbed = Trees.of(shared.resolve("here"));
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  @Test
  void jobIsSubmittedAgainWhenTheJobManagerIsBackAndGoesOnFromItsCheckpoint() throws Exception {
    Path root = folder.resolve("store");
    WatchedStore watched = new WatchedStore(root);
    CompletableFuture<Void> driver = drive(root);

    Saved before = WatchedStore.await("a checkpoint", () -> first(watched, 1));
    cluster.kill(cluster.jobManager());
    cluster.restore();
    Saved after = WatchedStore.await("a second attempt", () -> first(watched, 2));
    driver.join();

    assertThat(after.step()).isGreaterThan(before.step());
    assertThat(told)
        .containsExactly("squares: the cluster has lost the job, which is submitted again");
    assertThat(Trees.of(root)).isEqualTo(undisturbed);
  }

  @Test
  void workerThatWasThoughtDeadCannotOverwriteItsSuccessor() throws Exception {
    Path root = folder.resolve("store");
    WatchedStore watched = new WatchedStore(root);
    CompletableFuture<Void> driver = drive(root);

    Saved before = WatchedStore.await("a checkpoint", () -> first(watched, 1));
    cluster.signal(before.process(), "STOP");
    Saved after = WatchedStore.await("a second attempt", () -> first(watched, 2));
    cluster.signal(before.process(), "CONT");
    List<Saved> seen = new ArrayList<>();
    while (!driver.isDone()) {
      seen.addAll(watched.checkpoints("squares"));
      Thread.sleep(20);
    }
    driver.join();

    assertThat(after.step()).isGreaterThan(before.step());
    assertThat(after.process()).isNotEqualTo(before.process());
    assertThat(seen).filteredOn(saved -> saved.attempt() == 2).isNotEmpty();
    assertThat(seen)
        .filteredOn(saved -> saved.attempt() == 1)
        .allSatisfy(saved -> assertThat(saved).isEqualTo(before));
    assertThat(Trees.of(root)).isEqualTo(undisturbed);
  }

  private static Optional<Saved> first(WatchedStore watched, int attempt) {
    return watched.checkpoints("squares").stream()
        .filter(saved -> saved.attempt() == attempt)
        .findFirst();
  }

  private CompletableFuture<Void> drive(Path root) throws Exception {
    Files.createDirectories(root);
    return CompletableFuture.runAsync(
        () ->
            run(
                root,
                new BeamExecutor(cluster.spreadWithTests()),
                new ProgressListener() {
                  @Override
                  public void stageStartsOver(String stage, String reason) {
                    told.add(stage + ": " + reason);
                  }
                }));
  }

  private static void run(Path root, Executor executor, ProgressListener listener) {
    try (Store store = Stores.open(root.toString());
        executor) {
      new Engine(ToyStages.class, executor, store, InstantSource.system())
          .run(ToyStages.job(STUDY), new RunOptions(1, Set.of(), Set.of()), listener);
    }
  }
}
