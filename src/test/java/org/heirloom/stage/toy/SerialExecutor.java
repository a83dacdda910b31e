package org.heirloom.stage.toy;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.stage.Executor;
import org.heirloom.stage.Pipeline;
import org.heirloom.stage.StageTask;
import org.heirloom.stage.UnitReport;
import org.heirloom.stage.UnitWork;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;

/** Does units one after another, last one first, in the calling thread. */
public final class SerialExecutor implements Executor {
  @Override
  public void execute(StageTask task, Pipeline.Step step, int parallelism, UnitListener listener) {
    StageTask received = StageTask.fromJson(task.toJson());
    try (Store store = Stores.open(received.store())) {
      UnitWork work = new UnitWork(received, store, InstantSource.system());
      List<UnitReport> reports = new ArrayList<>();
      for (int i = received.units().size() - 1; i >= 0; i--) {
        String unit = received.units().get(i);
        work.run(unit, fraction -> listener.unitAdvances(unit, fraction)).ifPresent(reports::add);
      }
      work.complete(reports);
    }
  }
}
