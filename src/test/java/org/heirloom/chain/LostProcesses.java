package org.heirloom.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.heirloom.beam.ClusterFixture;
import org.heirloom.beam.WatchedStore;
import org.heirloom.beam.WatchedStore.Saved;
import org.heirloom.stage.PlanEntry;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.StageOutcome;

/**
 * Kills in every stage the process that does the work, while it does: as soon as an artifact is
 * being written or, in trainings, a checkpoint is saved; in {@code teach} the JobManager with it.
 */
final class LostProcesses implements ProgressListener {
  private static final Set<String> TRAININGS = Set.of("teach", "distill");

  private final ClusterFixture cluster;
  private final WatchedStore store;
  private final List<String> stages = new ArrayList<>();
  private final List<String> resumed = new ArrayList<>();
  private final List<String> submittedAgain = new ArrayList<>();
  private CompletableFuture<Void> strike;

  LostProcesses(ClusterFixture cluster, Path store) {
    this.cluster = cluster;
    this.store = new WatchedStore(store);
  }

  /** Stages in which a process was killed. */
  List<String> stages() {
    return stages;
  }

  /** Stages whose next attempt was seen to go on from a checkpoint. */
  List<String> resumed() {
    return resumed;
  }

  /** Stages whose job the cluster had lost. */
  List<String> submittedAgain() {
    return submittedAgain;
  }

  @Override
  public void stageBegins(PlanEntry plan, int number, int count) {
    strike = CompletableFuture.runAsync(() -> strike(plan.stage()));
  }

  @Override
  public void stageStartsOver(String stage, String reason) {
    submittedAgain.add(stage);
  }

  @Override
  public void stageEnds(StageOutcome outcome) {
    strike.join();
  }

  private void strike(String stage) {
    try {
      if (TRAININGS.contains(stage)) {
        strikeTraining(stage);
      } else {
        List<Long> workers = cluster.taskManagers();
        cluster.kill(WatchedStore.await("a draft in " + stage, () -> store.writer(workers)));
        stages.add(stage);
        cluster.restore();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void strikeTraining(String stage) throws IOException {
    Saved before =
        WatchedStore.await(
            "a checkpoint in " + stage, () -> store.checkpoints(stage).stream().findFirst());
    if (stage.equals("teach")) {
      cluster.kill(cluster.jobManager());
    }
    cluster.kill(before.process());
    stages.add(stage);
    cluster.restore();
    Saved after = WatchedStore.await("another attempt in " + stage, () -> next(stage, before));
    if (after.step() > before.step()) {
      resumed.add(stage);
    }
  }

  private Optional<Saved> next(String stage, Saved before) {
    return store.checkpoints(stage).stream()
        .filter(saved -> saved.part().equals(before.part()))
        .filter(saved -> saved.attempt() > before.attempt())
        .findFirst();
  }
}
