package org.heirloom.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heirloom.stage.PlanEntry.Action;
import org.heirloom.store.Store;
import org.heirloom.study.CanonicalJson;

/** Decides what becomes of a stage, and says why. */
final class Planner {
  private final Job job;
  private final Store store;
  private final Latest latest;

  Planner(Job job, Store store) {
    this.job = job;
    this.store = store;
    this.latest = new Latest(store, job.study().name());
  }

  PlanEntry entry(Chain.Link link, boolean forced) {
    Completeness found = Completeness.check(store, link.stage().name(), link.key());
    boolean reuse = found.whole() && !forced;
    String reason = reuse ? reuseReason(found) : runReason(link, found);
    return new PlanEntry(
        link.stage().name(),
        link.stage().meaning(),
        link.key(),
        reuse ? Action.REUSE : Action.RUN,
        reason);
  }

  private static String reuseReason(Completeness found) {
    int units = found.record().orElseThrow().units().size();
    return "complete and verified, " + count(units, "unit");
  }

  private String runReason(Chain.Link link, Completeness found) {
    if (found.whole()) {
      return "asked for";
    }
    Optional<Provenance> before = latest.find(link.stage().name());
    boolean hadOutput = before.isPresent() && before.get().key().equals(link.key());
    if (hadOutput || found.record().isPresent()) {
      return "output damaged: " + firstOf(found.problems());
    }
    String kept =
        found.loose() == 0
            ? ""
            : ", " + count(found.loose(), "unit") + " kept from a run that was interrupted";
    return before.map(b -> changes(link, b)).orElse("no output yet") + kept;
  }

  private String changes(Chain.Link link, Provenance before) {
    List<String> changes = new ArrayList<>(provenance(link).changesSince(before));
    return changes.isEmpty() ? "no output yet" : String.join("; ", changes);
  }

  private Provenance provenance(Chain.Link link) {
    return Provenance.of(task(link, "", ""), null, List.of());
  }

  /** What workers must know of a stage, but for the units. */
  StageTask task(Chain.Link link, String registry, String run) {
    return new StageTask(
        run,
        registry,
        store.location(),
        link.stage().name(),
        link.key(),
        link.code(),
        link.inputs(),
        List.of(),
        link.reads(),
        CanonicalJson.text(job.study()),
        job.studyFolder().toString());
  }

  Latest latest() {
    return latest;
  }

  private static String firstOf(List<String> problems) {
    String more = problems.size() > 1 ? " And " + (problems.size() - 1) + " more." : "";
    return problems.get(0) + more;
  }

  private static String count(int n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
