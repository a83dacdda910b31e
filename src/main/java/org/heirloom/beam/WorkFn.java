package org.heirloom.beam;

import java.time.InstantSource;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.heirloom.stage.StageTask;
import org.heirloom.stage.UnitWork;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;

/** Does units of work; emits their reports under the stage's name. */
final class WorkFn extends DoFn<String, KV<String, String>> {
  private static final long serialVersionUID = 1L;

  private final String json;
  private final String session;
  private transient StageTask task;
  private transient Store store;
  private transient UnitWork work;

  WorkFn(String json, String session) {
    this.json = json;
    this.session = session;
  }

  @Setup
  public void open() {
    task = StageTask.fromJson(json);
    store = Stores.open(task.store());
    work = new UnitWork(task, store, InstantSource.system());
  }

  @ProcessElement
  public void work(@Element String unit, OutputReceiver<KV<String, String>> out) {
    work.run(unit, fraction -> LocalProgress.tell(session, unit, fraction))
        .ifPresent(report -> out.output(KV.of(task.stage(), report.toJson())));
  }

  @Teardown
  public void close() {
    if (store != null) {
      store.close();
    }
  }
}
