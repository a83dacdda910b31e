package org.heirloom.beam;

import java.time.InstantSource;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.heirloom.stage.StageTask;
import org.heirloom.stage.UnitReport;
import org.heirloom.stage.UnitWork;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;

/**
 * Does units of work; emits their reports under the stage's name.
 *
 * <p>The store is opened for each unit, because the direct runner tears DoFns down while others
 * still run.
 */
final class WorkFn extends DoFn<String, KV<String, String>> {
  private static final long serialVersionUID = 1L;

  private final String json;
  private final String session;

  WorkFn(String json, String session) {
    this.json = json;
    this.session = session;
  }

  @ProcessElement
  public void work(@Element String unit, OutputReceiver<KV<String, String>> out) {
    StageTask task = StageTask.fromJson(json);
    LocalProgress.during(session, () -> run(task, unit))
        .ifPresent(report -> out.output(KV.of(task.stage(), report.toJson())));
  }

  private Optional<UnitReport> run(StageTask task, String unit) {
    try (Store store = Stores.open(task.store())) {
      return new UnitWork(task, store, InstantSource.system())
          .run(unit, fraction -> LocalProgress.tell(session, unit, fraction));
    }
  }
}
