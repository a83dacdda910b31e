package org.heirloom.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.heirloom.stage.StageOutcome;
import org.heirloom.store.Store;
import org.heirloom.study.Study;

/** What a run says at its end: the verdict, the gates, and where the report lies. */
record Conclusion(PrintWriter out, Study study) {
  private static final String REPORT = "report";

  /** Tells it, and returns the exit code: 1 if a gate failed. */
  int tell(List<StageOutcome> outcomes, Store store, ReportFolder folder) {
    Optional<StageOutcome> report =
        outcomes.stream().filter(outcome -> outcome.plan().stage().equals(REPORT)).findFirst();
    if (report.isEmpty()) {
      out.println("No report: the pipeline has no stage named report.");
      return 0;
    }
    folder.copyFrom(store.folder(report.get().artifact(REPORT)));
    out.println("Report: " + folder.folder().resolve("index.html"));
    return 0;
  }
}
