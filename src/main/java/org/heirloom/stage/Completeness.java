package org.heirloom.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heirloom.store.Manifest;
import org.heirloom.store.Store;

/**
 * Whether a stage's output is there and whole.
 *
 * @param record the stage's record, if there is one
 * @param problems one sentence per missing or damaged file
 * @param loose units that are published although the stage is not complete
 */
record Completeness(Optional<StageRecord> record, List<String> problems, int loose) {

  boolean whole() {
    return record.isPresent() && problems.isEmpty();
  }

  /** Verifies sizes and hashes of all files of a stage. */
  static Completeness check(Store store, String stage, String key) {
    String artifact = Names.stage(stage, key);
    int published = store.list(Names.units(stage, key)).size();
    List<String> problems = new ArrayList<>(store.verify(artifact));
    Optional<StageRecord> record = StageRecord.find(store, stage, key);
    record.ifPresent(
        found -> found.units().forEach(unit -> problems.addAll(check(store, found, unit))));
    return new Completeness(record, problems, published);
  }

  private static List<String> check(Store store, StageRecord record, StageRecord.Unit unit) {
    Provenance made = record.provenance();
    String artifact = Names.unit(made.stage(), made.key(), unit.unit());
    Optional<Manifest> manifest = store.find(artifact);
    if (manifest.isPresent() && !manifest.get().files().equals(unit.files())) {
      return List.of(artifact + ": not the files that the stage was completed with.");
    }
    return store.verify(artifact);
  }
}
