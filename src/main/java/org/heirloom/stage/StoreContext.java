package org.heirloom.stage;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.heirloom.DataException;
import org.heirloom.store.Checkpoints;
import org.heirloom.store.Store;
import org.heirloom.study.CanonicalJson;
import org.heirloom.study.Study;

/** The world as a unit of work sees it, out of a store. */
final class StoreContext implements StageContext, AutoCloseable {
  private final StageTask task;
  private final String unit;
  private final Store store;
  private final DoubleConsumer progress;
  private final Study study;
  private final Map<String, Checkpoints> checkpoints = new LinkedHashMap<>();

  /**
   * A context.
   *
   * @param unit the unit that runs, or null where units are listed
   */
  StoreContext(StageTask task, String unit, Store store, DoubleConsumer progress) {
    this.task = task;
    this.unit = unit;
    this.store = store;
    this.progress = progress;
    this.study = CanonicalJson.read(task.study(), Study.class);
  }

  @Override
  public String run() {
    return task.run();
  }

  @Override
  public Study study() {
    return study;
  }

  @Override
  public Path studyFolder() {
    return Path.of(task.studyFolder());
  }

  @Override
  public List<String> inputUnits(String stage) {
    String key = inputKey(stage);
    return StageRecord.find(store, stage, key)
        .orElseThrow(
            () ->
                new DataException(
                    Names.stage(stage, key)
                        + ": missing. Expected the output of stage "
                        + stage
                        + ". Run the same command again to make it."))
        .unitNames();
  }

  @Override
  public Path input(String stage, String inputUnit) {
    return store.folder(Names.unit(stage, inputKey(stage), inputUnit));
  }

  private String inputKey(String stage) {
    String key = task.inputs().get(stage);
    if (key == null) {
      throw new IllegalArgumentException(
          "stage " + task.stage() + " reads " + stage + ", which is not among its inputs");
    }
    return key;
  }

  @Override
  public Checkpoints checkpoints(String part) {
    if (unit == null) {
      throw new IllegalStateException("only a running unit has checkpoints");
    }
    return checkpoints.computeIfAbsent(part, p -> store.checkpoints(task.artifact(unit) + "/" + p));
  }

  @Override
  public DoubleConsumer progress() {
    return progress;
  }

  @Override
  public void close() {
    checkpoints.values().forEach(Checkpoints::close);
  }
}
