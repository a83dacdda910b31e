package org.heirloom.report;

import java.util.List;
import org.heirloom.retain.Scorecard;
import org.heirloom.retain.Scorecard.Score;

/** Every number of the scorecard in one wide table. */
final class ScoreTable {
  private ScoreTable() {}

  static Element of(Scorecard scorecard, boolean manyBudgets) {
    Element table =
        Html.table(
            "Every comparison with its evidence",
            List.of(
                "Metric",
                "Arm",
                "Subject",
                "Teacher",
                "Arm’s own",
                "Gap",
                "Less label-only",
                "δ",
                "Status",
                "p (Holm)",
                "d_z",
                "Examples",
                "Seeds",
                "Beware"));
    Element body = Element.of("tbody");
    for (Score s : scorecard.scores()) {
      String arm = manyBudgets ? s.arm() + " at " + Numbers.percent(s.budget()) : s.arm();
      body.add(
          Html.row(
              s.metric(),
              List.of(
                  arm,
                  s.subject(),
                  Values.ofModel(s).full(s.teacher()),
                  Values.ofModel(s).full(s.student()),
                  Values.ofGap(s).full(s.gap()),
                  Values.ofContrast(s).full(s.againstLabelOnly()),
                  Values.ofGap(s).margin(s.margin()),
                  Words.word(s.status()),
                  Numbers.pValue(s.p()),
                  Numbers.plain(s.effect()),
                  s.examples() == 0 ? "whole model" : Numbers.count(s.examples()),
                  Numbers.count(s.replicates()),
                  Words.flags(s.flag(), true))));
    }
    return Html.scroll("Every number", table.add(body).set("class", "dense"));
  }
}
