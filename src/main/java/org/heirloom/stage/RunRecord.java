package org.heirloom.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.heirloom.store.Store;
import org.heirloom.study.CanonicalJson;

/**
 * Times, machines and speeds of one run, which no key covers: {@code runs/<run>.json} in the store,
 * with {@code runs/<run>/<stage>.json} by the workers.
 */
final class RunRecord {
  private final Store store;
  private final String run;
  private final String study;
  private final Instant begin;
  private final List<Entry> entries = new ArrayList<>();

  RunRecord(Store store, String study, Instant begin) {
    this.store = store;
    this.study = study;
    this.begin = begin;
    String stamp = begin.toString().replaceAll("[^0-9TZ]", "");
    this.run = stamp + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  String run() {
    return run;
  }

  /** The note in which workers say who did which unit of a stage. */
  static String unitsNote(String run, String stage) {
    return "runs/" + run + "/" + stage + ".json";
  }

  /** The reports that the workers left, if the stage has run. */
  List<UnitReport> reports(String stage) {
    return store
        .note(unitsNote(run, stage))
        .map(text -> List.of(CanonicalJson.read(text, UnitReport[].class)))
        .orElse(List.of());
  }

  void add(StageOutcome outcome, List<UnitReport> reports, Instant now) {
    PlanEntry plan = outcome.plan();
    entries.add(
        new Entry(
            plan.stage(),
            plan.key(),
            plan.action().name(),
            plan.reason(),
            outcome.elapsed().toMillis() / 1000.0,
            reports));
    store.writeNote("runs/" + run + ".json", CanonicalJson.pretty(new Text(this, now)));
  }

  private record Entry(
      String stage,
      String key,
      String action,
      String reason,
      double seconds,
      List<UnitReport> units) {}

  private record Text(String run, String study, String begin, double seconds, List<Entry> stages) {
    Text(RunRecord record, Instant now) {
      this(
          record.run,
          record.study,
          record.begin.toString(),
          Duration.between(record.begin, now).toMillis() / 1000.0,
          List.copyOf(record.entries));
    }
  }
}
