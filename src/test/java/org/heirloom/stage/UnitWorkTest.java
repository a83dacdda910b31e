package org.heirloom.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.heirloom.DataException;
import org.heirloom.InfraException;
import org.heirloom.stage.toy.SerialExecutor;
import org.heirloom.stage.toy.ToyStages;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker does that a cluster has stopped, or that is of another build. */
final class UnitWorkTest {
  @TempDir Path folder;

  @Test
  void readThatIsBrokenOffDoesNotEndTheStudy() {
    try (Store store = Stores.open(folder.toString())) {
      Executor executor =
          (task, step, parallelism, listener) -> {
            try (SerialExecutor serial = new SerialExecutor()) {
              serial.execute(task, step, parallelism, listener);
            } finally {
              boolean stopped = Thread.interrupted();
              assertThat(stopped).isEqualTo(task.stage().equals("squares"));
              assertThat(UnitFailure.find(store, task)).isEmpty();
            }
          };

      assertThatThrownBy(() -> run(store, executor)).isInstanceOf(DataException.class);
    }
  }

  @Test
  void workerOfAnotherBuildRefusesTheWork() {
    try (Store store = Stores.open(folder.toString())) {
      Executor executor =
          (task, step, parallelism, listener) ->
              new UnitWork(otherBuild(task), store, InstantSource.system())
                  .run("batch-0", fraction -> {});

      assertThatThrownBy(() -> run(store, executor))
          .isInstanceOf(InfraException.class)
          .hasMessage(
              "stage numbers: the workers have another build of heirloom than the command that asks"
                  + " them. Start the cluster anew with this build.");
      assertThat(store.list("numbers")).isEmpty();
    }
  }

  private static StageTask otherBuild(StageTask task) {
    return new StageTask(
        task.run(),
        task.registry(),
        task.store(),
        task.stage(),
        task.key(),
        "another",
        task.inputs(),
        task.units(),
        task.reads(),
        task.study(),
        task.studyFolder());
  }

  private static List<StageOutcome> run(Store store, Executor executor) {
    return new Engine(ToyStages.class, executor, store, InstantSource.system())
        .run(
            ToyStages.job(ToyStages.study(20, 0, "stopped")),
            RunOptions.ALL,
            ProgressListener.SILENT);
  }
}
