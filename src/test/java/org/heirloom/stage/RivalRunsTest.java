package org.heirloom.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.heirloom.stage.toy.ToyStages;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one study that reach the same point of a stage at the same moment. */
final class RivalRunsTest {
  private static final int ROUNDS = 60;

  @TempDir Path folder;

  @Test
  void runsThatCompleteAStageTogetherBothFindItComplete() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < ROUNDS; i++) {
        Path root = folder.resolve("store-" + i);
        CyclicBarrier together = new CyclicBarrier(2);
        List<Future<List<StageOutcome>>> runs = new ArrayList<>();
        for (int rival = 0; rival < 2; rival++) {
          runs.add(pool.submit(() -> runNumbers(root, together)));
        }
        for (Future<List<StageOutcome>> run : runs) {
          assertThat(run.get()).hasSize(1);
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<StageOutcome> runNumbers(Path root, CyclicBarrier together) {
    try (Store store = Stores.open(root.toString())) {
      return new Engine(ToyStages.class, new InStep(together), store, InstantSource.system())
          .run(
              ToyStages.job(ToyStages.study()),
              new RunOptions(1, Set.of("numbers"), Set.of()),
              ProgressListener.SILENT);
    }
  }

  /** Waits for the rival before each unit and before completing the stage. */
  private record InStep(CyclicBarrier together) implements Executor {
    @Override
    public void execute(StageTask task, int parallelism, UnitListener listener) {
      try (Store store = Stores.open(task.store())) {
        UnitWork work = new UnitWork(task, store, InstantSource.system());
        List<UnitReport> reports = new ArrayList<>();
        for (String unit : task.units()) {
          await();
          work.run(unit, fraction -> {}).ifPresent(reports::add);
        }
        await();
        work.complete(reports);
      }
    }

    private void await() {
      try {
        together.await();
      } catch (Exception e) {
        throw new IllegalStateException("the rival failed", e);
      }
    }
  }
}
