package org.heirloom.stage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.heirloom.store.Store;
import org.heirloom.study.CanonicalJson;

/** Keeps the times of a study's stages as notes in the store, one a stage. */
final class StageTimes {
  private static final double MILLIS = 1000;

  private final Store store;
  private final String folder;

  StageTimes(Store store, String study) {
    this.store = store;
    this.folder = "latest/" + Latest.fileName(study) + "/times/";
  }

  /** What is known of that output of a stage; empty if nothing is, or it cannot be read. */
  Optional<StageTime> find(String stage, String key) {
    try {
      return store
          .note(folder + stage + ".json")
          .map(text -> CanonicalJson.read(text, StageTime.class))
          .filter(time -> key.equals(time.key()));
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  /** Notes what became of a stage. */
  void remember(StageOutcome outcome, List<UnitReport> reports, Instant now) {
    PlanEntry plan = outcome.plan();
    StageTime time =
        plan.action() == PlanEntry.Action.RUN
            ? computed(outcome, reports, now)
            : find(plan.stage(), plan.key())
                .map(known -> known.again(now))
                .orElse(new StageTime(plan.stage(), plan.key(), 0, 0, now.toString()));
    store.writeNote(folder + plan.stage() + ".json", CanonicalJson.pretty(time));
  }

  private static StageTime computed(StageOutcome outcome, List<UnitReport> reports, Instant now) {
    double units = reports.stream().filter(r -> !r.reused()).mapToDouble(UnitReport::seconds).sum();
    PlanEntry plan = outcome.plan();
    return new StageTime(
        plan.stage(), plan.key(), outcome.elapsed().toMillis() / MILLIS, units, now.toString());
  }
}
