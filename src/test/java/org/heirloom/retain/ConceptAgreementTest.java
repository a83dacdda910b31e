package org.heirloom.retain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.Row;
import org.junit.jupiter.api.Test;

class ConceptAgreementTest {
  private static final List<String> CONCEPTS = List.of("hue/red", "hue/blue", "texture/dots");

  /** Scores of the concepts for class zebra at layer s; a score below 0 is flagged. */
  private static List<Row> rows(String arm, double... scores) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      rows.add(
          new Row(
              arm,
              0,
              1,
              "tcav-score",
              "s/" + CONCEPTS.get(i) + "/zebra",
              "",
              Math.abs(scores[i]),
              scores[i] < 0 ? "not-significant" : ""));
    }
    rows.add(new Row(arm, 0, 1, "cav-accuracy", "s/hue/red", "", .9, ""));
    return rows;
  }

  private static Measured of(String metric, List<Row> teacher, List<Row> student) {
    return new ConceptAgreement(teacher)
        .with(student).stream().filter(m -> m.metric().equals(metric)).findFirst().orElseThrow();
  }

  @Test
  void onlyCellsThatAreSignificantInTheTeacherCount() {
    Measured signs =
        of("tcav-sign-agreement", rows("teacher", .9, .1, -.6), rows("student", -.7, .8, .2));

    assertThat(signs.subject()).isEqualTo("s");
    assertThat(signs.value()).isEqualTo(.5);
    assertThat(signs.flag()).isEmpty();
  }

  @Test
  void studentWithoutADirectionCountsOneHalf() {
    assertThat(of("tcav-sign-agreement", rows("teacher", .9, .8), rows("student", .5, .7)).value())
        .isEqualTo(.75);
    assertThat(of("tcav-sign-agreement", rows("teacher", .9, .8), rows("student", .7)).value())
        .isEqualTo(.75);
  }

  @Test
  void teacherWithoutASignificantCellIsFlagged() {
    assertThat(of("tcav-sign-agreement", rows("teacher", -.9), rows("student", .9)))
        .isEqualTo(
            new Measured("tcav-sign-agreement", "s", "", Double.NaN, "no-significant-cells"));
  }

  @Test
  void conceptsAreRankedByTheirScores() {
    assertThat(
            of("tcav-rank-agreement", rows("teacher", .9, .1, .6), rows("student", .8, .2, .4))
                .value())
        .isCloseTo(1, within(1e-12));
    // Ranks 3, 1, 2 beside 1, 3, 2.
    assertThat(
            of("tcav-rank-agreement", rows("teacher", .9, .1, .6), rows("student", .2, .8, .4))
                .value())
        .isCloseTo(-1, within(1e-12));
  }

  @Test
  void tooFewConceptsAndEqualScoresAreFlagged() {
    assertThat(of("tcav-rank-agreement", rows("teacher", .9, .1), rows("student", .8, .2)).flag())
        .isEqualTo("few-concepts");
    assertThat(
            of("tcav-rank-agreement", rows("teacher", .9, .1, .6), rows("student", .5, .5, .5))
                .flag())
        .isEqualTo("equal-scores");
  }

  @Test
  void layersThatTheStudentLacksAreLeftOut() {
    assertThat(new ConceptAgreement(rows("teacher", .9, .1, .6)).with(List.of())).isEmpty();
  }
}
