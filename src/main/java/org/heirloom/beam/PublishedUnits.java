package org.heirloom.beam;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.heirloom.InfraException;
import org.heirloom.stage.Executor.UnitListener;
import org.heirloom.stage.StageTask;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;

/** Watches the store for units that workers elsewhere publish, once a second. */
final class PublishedUnits implements AutoCloseable {
  private final ScheduledExecutorService timer;
  private final StageTask task;
  private final UnitListener listener;
  private final Set<String> open;
  private Future<?> looking;

  private PublishedUnits(StageTask task, UnitListener listener) {
    this.task = task;
    this.listener = listener;
    this.open = new LinkedHashSet<>(task.units());
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "heirloom-published-units");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Watches unless the workers are in this process and say more themselves. */
  static PublishedUnits watch(Spread spread, StageTask task, UnitListener listener) {
    PublishedUnits watcher = new PublishedUnits(task, listener);
    if (!spread.isEmbedded()) {
      watcher.looking = watcher.timer.scheduleWithFixedDelay(watcher::look, 1, 1, TimeUnit.SECONDS);
    }
    return watcher;
  }

  private void look() {
    try (Store store = Stores.open(task.store())) {
      open.removeIf(
          unit -> {
            boolean there = store.find(task.artifact(unit)).isPresent();
            if (there) {
              listener.unitAdvances(unit, 1);
            }
            return there;
          });
    } catch (InfraException e) {
      // Progress is a courtesy: what matters fails where the work is done. The next look may do.
      return;
    }
  }

  @Override
  public void close() {
    if (looking != null) {
      looking.cancel(true);
    }
    timer.shutdownNow();
  }
}
