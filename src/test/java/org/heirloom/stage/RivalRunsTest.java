package org.heirloom.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heirloom.stage.toy.ToyStages;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs of one study: a rival publishes in the moment after this run has found nothing. */
final class RivalRunsTest {
  @TempDir Path folder;
  private final List<String> deletedWhole = new ArrayList<>();

  @Test
  void unitThatARivalPublishesMeanwhileIsNotDeleted() {
    run(
        (task, store) -> {
          String unit = task.units().get(0);
          Store beaten = beaten(store, task.artifact(unit), () -> unit(task, store, unit));

          assertThat(unit(task, beaten, unit)).isPresent();
          assertThat(store.verify(task.artifact(unit))).isEmpty();
        });
  }

  @Test
  void stageThatARivalCompletesMeanwhileIsNotDeleted() {
    run(
        (task, store) -> {
          List<UnitReport> reports =
              task.units().stream().map(unit -> unit(task, store, unit).orElseThrow()).toList();
          String artifact = Names.stage(task.stage(), task.key());
          Store beaten = beaten(store, artifact, () -> work(task, store).complete(reports));

          work(task, beaten).complete(reports);

          assertThat(StageRecord.find(store, task.stage(), task.key())).isPresent();
        });
  }

  private interface Rivalry {
    void run(StageTask task, Store store);
  }

  /** Lets two workers meet in the toy chain's first stage. */
  private void run(Rivalry rivalry) {
    Executor executor =
        (task, step, parallelism, listener) -> {
          try (Store store = Stores.open(task.store())) {
            rivalry.run(task, store);
            assertThat(deletedWhole).isEmpty();
            List<UnitReport> reports =
                task.units().stream().map(unit -> unit(task, store, unit).orElseThrow()).toList();
            work(task, store).complete(reports);
          }
        };
    try (Store store = Stores.open(folder.toString())) {
      List<StageOutcome> outcomes =
          new Engine(ToyStages.class, executor, store, InstantSource.system())
              .run(
                  ToyStages.job(ToyStages.study()),
                  new RunOptions(1, Set.of("numbers"), Set.of()),
                  ProgressListener.SILENT);
      assertThat(outcomes).hasSize(1);
    }
  }

  private static UnitWork work(StageTask task, Store store) {
    return new UnitWork(task, store, InstantSource.system());
  }

  private static Optional<UnitReport> unit(StageTask task, Store store, String unit) {
    return work(task, store).run(unit, fraction -> {});
  }

  /**
   * The same store, in which a rival acts as soon as it has been asked for an artifact and found
   * none. Remembers what is deleted although it is whole.
   */
  private Store beaten(Store store, String artifact, Runnable rival) {
    boolean[] acted = new boolean[1];
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              boolean about = arguments != null && artifact.equals(arguments[0]);
              if (about && method.getName().equals("delete") && store.verify(artifact).isEmpty()) {
                deletedWhole.add(artifact);
              }
              Object answer;
              try {
                answer = method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              boolean asks = Set.of("find", "verify").contains(method.getName());
              if (about && asks && !acted[0]) {
                acted[0] = true;
                rival.run();
              }
              return answer;
            });
  }
}
