package org.heirloom.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.heirloom.explain.Explainers;
import org.heirloom.report.Trust;
import org.heirloom.study.Study;

/** Explainers on networks and on their surrogates, side by side. */
final class SurrogateBoards {
  private static final String ACCURACY = "surrogate-accuracy";
  private static final String AGREEMENT = "surrogate-agreement";

  /** Metrics whose rows it looks at. */
  static final Set<String> READS =
      Set.of(
          "accuracy",
          ACCURACY,
          AGREEMENT,
          "insertion",
          "deletion",
          "mean-intensity",
          "raw-intensity");

  private final Study study;
  private final RowTable table;
  private final RowMeans means;

  SurrogateBoards(Study study, RowTable table, RowMeans means) {
    this.study = study;
    this.table = table;
    this.means = means;
  }

  /** A board for each arm whose surrogate was measured. */
  List<Trust.SurrogateBoard> all(List<String> arms) {
    return arms.stream()
        .filter(arm -> !table.rows(arm, AGREEMENT, "").isEmpty())
        .map(this::board)
        .toList();
  }

  private Trust.SurrogateBoard board(String arm) {
    List<Trust.Line> lines = new ArrayList<>();
    for (String explainer : study.explain().names()) {
      String behind = explainer + Explaining.ON_SURROGATE;
      lines.add(
          new Trust.Line(
              explainer,
              Explainers.isControl(explainer),
              Double.NaN,
              List.of(
                  means.cell(arm, "insertion", explainer),
                  means.cell(arm, "insertion", behind),
                  means.cell(arm, "deletion", explainer),
                  means.cell(arm, "deletion", behind),
                  means.cell(arm, "mean-intensity", explainer),
                  means.cell(arm, "raw-intensity", explainer))));
    }
    return new Trust.SurrogateBoard(
        arm,
        means.cell(arm, "accuracy", "").value(),
        means.cell(arm, ACCURACY, "").value(),
        means.cell(arm, AGREEMENT, "").value(),
        lines);
  }
}
