package org.heirloom.stage;

import java.util.List;
import java.util.function.DoubleConsumer;
import org.heirloom.store.Store;

/** What an {@link Executor} calls on its workers. Stateless but for the store and the stage. */
public final class UnitWork {

  private UnitWork() {}

  /** Does one unit unless it is complete already; afterwards it is published. */
  public static void run(StageTask task, String unit, Store store, DoubleConsumer progress) {
    if (task.units().isEmpty()) {
      return;
    }
    throw new UnsupportedOperationException(task.stage());
  }

  /** Publishes the artifact that makes the stage complete; every unit must be. */
  public static void complete(StageTask task, List<String> units, Store store) {
    if (task.units().isEmpty()) {
      return;
    }
    throw new UnsupportedOperationException(task.stage());
  }
}
