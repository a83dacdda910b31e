package org.heirloom.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.heirloom.retain.Scorecard;
import org.heirloom.study.Study;

/** What a study asked for, or could have, and did not get; and why. */
final class NotMeasured {
  private static final String BLACK_BOX =
      "the teacher is a black box (teach.model), and this looks inside it";

  private NotMeasured() {}

  /** Compares what was asked for with the metrics of the rows. */
  static List<Scorecard.NotMeasured> of(Study study, Set<String> measured) {
    List<Scorecard.NotMeasured> missing = new ArrayList<>();
    for (String measure : List.of("pointing", "relevance-mass", "relevance-rank")) {
      if (study.explain().measures().contains(measure) && !measured.contains(measure)) {
        add(
            missing,
            measure + "-gap",
            "the data set has no masks that say where the evidence lies");
      }
    }
    boolean blackBox = study.teach().model().given();
    if (study.explain().measures().contains("agreement") && !measured.contains("map-agreement")) {
      add(
          missing,
          "map-agreement",
          blackBox ? BLACK_BOX : "the study names no explainer but controls");
    }
    if (!study.probe().tcav().enabled()) {
      add(missing, "tcav-shift", "the study switches the probe off (probe.tcav.enabled)");
    }
    if (!study.probe().cka().enabled()) {
      add(missing, "cka", "the study switches the probe off (probe.cka.enabled)");
    } else if (blackBox) {
      add(missing, "cka", BLACK_BOX);
    }
    return missing;
  }

  private static void add(List<Scorecard.NotMeasured> missing, String metric, String reason) {
    missing.add(new Scorecard.NotMeasured(metric, reason));
  }
}
