package org.heirloom.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heirloom.DataException;
import org.heirloom.StudyException;
import org.heirloom.store.Store;
import org.heirloom.study.CanonicalJson;

/**
 * What the stages of a study left in a store. Keys are taken once: reading them off the study anew
 * would read all of its data.
 */
public final class Finished {
  private final Job job;
  private final String registry;
  private final Store store;
  private final Map<String, String> keys; // by stage, in order; its output may be missing

  Finished(Job job, String registry, Store store, Map<String, String> keys) {
    this.job = job;
    this.registry = registry;
    this.store = store;
    this.keys = new LinkedHashMap<>(keys);
  }

  /**
   * What a stage sees that reads all of them. Those that are not complete are no inputs of it.
   *
   * @throws DataException if the stage that is asked for is not complete
   */
  public StageContext context(String asked) {
    requireComplete(asked);
    Map<String, String> complete = new TreeMap<>(keys);
    complete.entrySet().removeIf(e -> StageRecord.find(store, e.getKey(), e.getValue()).isEmpty());
    StageTask task =
        new StageTask(
            "",
            registry,
            store.location(),
            "",
            "",
            "",
            complete,
            List.of(),
            "{}",
            CanonicalJson.text(job.study()),
            job.studyFolder().toString());
    return new StoreContext(task, null, store, fraction -> {});
  }

  /**
   * Name of the artifact in the store that a unit of a stage left.
   *
   * @throws DataException if the stage is not complete in this store
   */
  public String artifact(String stage, String unit) {
    requireComplete(stage);
    return Names.unit(stage, keys.get(stage), unit);
  }

  /** How long the stages took whose outputs are complete in this store, in order. */
  public List<StageTime> times() {
    StageTimes times = new StageTimes(store, job.study().name());
    List<StageTime> known = new ArrayList<>();
    keys.forEach((stage, key) -> times.find(stage, key).ifPresent(known::add));
    return known;
  }

  private void requireComplete(String stage) {
    String key = keys.get(stage);
    if (key == null) {
      throw new StudyException(
          "pipeline %s: no stage named %s. Expected one that ends in it."
              .formatted(job.pipeline().name(), stage));
    }
    StageRecord.require(store, stage, key);
  }
}
