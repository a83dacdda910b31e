package org.heirloom.beam;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.heirloom.stage.StageTask;
import org.heirloom.stage.UnitReport;
import org.heirloom.stage.UnitWork;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;

/** Completes a stage from its units' reports, and emits its name. */
final class CompleteFn extends DoFn<KV<String, Iterable<String>>, String> {
  private static final long serialVersionUID = 1L;

  private final String task;

  CompleteFn(String task) {
    this.task = task;
  }

  @ProcessElement
  public void complete(@Element KV<String, Iterable<String>> gathered, OutputReceiver<String> out) {
    List<UnitReport> reports = new ArrayList<>();
    gathered.getValue().forEach(json -> reports.add(UnitReport.fromJson(json)));
    StageTask parsed = StageTask.fromJson(task);
    try (Store store = Stores.open(parsed.store())) {
      new UnitWork(parsed, store, InstantSource.system()).complete(reports);
    }
    out.output(gathered.getKey());
  }
}
