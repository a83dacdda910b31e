package org.heirloom.beam;

import org.apache.beam.sdk.transforms.DoFn;
import org.heirloom.stage.StageTask;

/** Emits the names of a task's units, all from one place, so that they can be dealt out evenly. */
final class UnitsFn extends DoFn<String, String> {
  private static final long serialVersionUID = 1L;

  private final String task;

  UnitsFn(String task) {
    this.task = task;
  }

  @ProcessElement
  public void list(OutputReceiver<String> out) {
    StageTask.fromJson(task).units().forEach(out::output);
  }
}
