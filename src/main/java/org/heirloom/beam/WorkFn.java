package org.heirloom.beam;

import java.time.InstantSource;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.heirloom.metrics.exposed.Watch;
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
 *
 * <p>Where the study or the data are at fault, nothing is emitted, and the driver tells it. Inside
 * a Flink application the job fails besides, without another try: whoever watches the application
 * sees the job alone.
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
  public void work(
      @Element String unit, PipelineOptions options, OutputReceiver<KV<String, String>> out) {
    StageTask task = StageTask.fromJson(json);
    Optional<UnitReport> report =
        LocalProgress.during(session, () -> Watch.over(() -> run(task, unit)));
    if (report.isEmpty() && FlinkApplication.is(options)) {
      throw new SuppressRestartsException(
          new IllegalStateException("the study or the data are at fault; the store has a note"));
    }
    report.ifPresent(done -> out.output(KV.of(task.stage(), done.toJson())));
  }

  private Optional<UnitReport> run(StageTask task, String unit) {
    try (Store store = Stores.open(task.store())) {
      return new UnitWork(task, store, InstantSource.system())
          .run(unit, fraction -> LocalProgress.tell(session, unit, fraction));
    }
  }
}
