package org.heirloom.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.DataException;
import org.heirloom.stage.toy.SerialExecutor;
import org.heirloom.stage.toy.ToyStages;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A unit whose thread the runner interrupts, because another worker was lost. */
final class StoppedUnitTest {
  @TempDir Path folder;

  @Test
  void readThatIsBrokenOffDoesNotEndTheStudy() {
    List<StageTask> tasks = new ArrayList<>();
    Executor executor =
        (task, step, parallelism, listener) -> {
          tasks.add(task);
          try (SerialExecutor serial = new SerialExecutor()) {
            serial.execute(task, step, parallelism, listener);
          }
        };

    try (Store store = Stores.open(folder.toString())) {
      Engine engine = new Engine(ToyStages.class, executor, store, InstantSource.system());
      Job job = ToyStages.job(ToyStages.study(20, 0, "stopped"));
      assertThatThrownBy(() -> engine.run(job, RunOptions.ALL, ProgressListener.SILENT))
          .isInstanceOf(DataException.class);
      assertThat(Thread.interrupted()).isTrue();

      StageTask last = tasks.get(tasks.size() - 1);
      assertThat(last.stage()).isEqualTo("squares");
      assertThat(UnitFailure.find(store, last)).isEmpty();
    }
  }
}
