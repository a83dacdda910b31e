package org.heirloom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heirloom.metrics.exposed.Results;
import org.heirloom.report.GateResult;
import org.heirloom.report.Gates;
import org.heirloom.report.ScorecardJson;
import org.heirloom.retain.Scorecard;
import org.heirloom.retain.Scorecard.Verdict;
import org.heirloom.stage.Finished;
import org.heirloom.stage.StageOutcome;
import org.heirloom.store.Store;
import org.heirloom.study.Study;

/** What a run says at its end: the verdict, the gates, and where the report lies. */
record Conclusion(PrintWriter out, Study study) {
  /** The last stage, and its unit. */
  static final String REPORT = "report";

  private static final String SCORECARD = "scorecard.json";
  private static final int GATE_FAILED = 1;

  /** Tells it, and returns the exit code: 1 if a gate failed. */
  int tell(List<StageOutcome> outcomes, Store store, ReportFolder folder) {
    Optional<StageOutcome> report =
        outcomes.stream().filter(outcome -> outcome.plan().stage().equals(REPORT)).findFirst();
    if (report.isEmpty()) {
      out.println("No report: the pipeline has no stage named report.");
      return 0;
    }
    String artifact = report.get().artifact(REPORT);
    folder.copyFrom(store.folder(artifact));
    Scorecard scorecard = scorecard(store, artifact);
    study.distill().heirs().forEach(heir -> verdicts(scorecard, heir));
    List<GateResult> gates = Gates.check(study.gates(), scorecard);
    gates.forEach(gate -> out.println((gate.failed() ? "FAILED  " : "passed  ") + gate.message()));
    out.println("Report: " + folder.index());
    return gates.stream().anyMatch(GateResult::failed) ? GATE_FAILED : 0;
  }

  /** What is published of it, from what the store holds. */
  Results results(Finished finished, Store store) {
    Scorecard scorecard = scorecard(store, finished.artifact(REPORT, REPORT));
    List<GateResult> gates = Gates.check(study.gates(), scorecard);
    return new Results(study.name(), StudyResults.of(study, scorecard, gates, finished.times()));
  }

  private static Scorecard scorecard(Store store, String artifact) {
    try (InputStream stream = store.open(artifact, SCORECARD)) {
      return ScorecardJson.read(
          artifact + "/" + SCORECARD, new String(stream.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line a family, of the students that saw the most data. */
  private void verdicts(Scorecard scorecard, String arm) {
    List<Verdict> all = scorecard.verdicts().stream().filter(v -> v.arm().equals(arm)).toList();
    double budget = all.stream().mapToDouble(Verdict::budget).max().orElse(Double.NaN);
    out.println("What " + arm + " kept of its teacher:");
    all.stream().filter(verdict -> verdict.budget() == budget).forEach(this::line);
  }

  private void line(Verdict verdict) {
    String family = verdict.family().name().toLowerCase(Locale.ROOT);
    String status = verdict.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    out.println(
        "  " + Table.pad(family, 14) + "  " + Table.pad(status, 9) + "  " + verdict.sentence());
  }
}
