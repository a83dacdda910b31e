package org.heirloom.retain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heirloom.DataException;
import org.heirloom.Seed;
import org.heirloom.metrics.Row;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.stats.CrossedMean;
import org.heirloom.stats.Interval;
import org.junit.jupiter.api.Test;

class ScorecardsTest {
  private static final Map<String, Double> MARGINS =
      Map.of("accuracy-gap", 0.3, "agreement", 0.1, "tcav-shift", 0.2, "map-agreement", 0.1);
  private static final Criteria CRITERIA = Evidences.criteria(MARGINS);

  private static Evidences accuracy() {
    return new Evidences()
        .table("teacher", "accuracy", "", new double[] {1, 1, 1, 0})
        .table(
            "distilled",
            "accuracy",
            "",
            new double[] {1, 1, 0, 0},
            new double[] {1, 1, 1, 0},
            new double[] {1, 0, 0, 1})
        .table(
            "label-only",
            "accuracy",
            "",
            new double[] {1, 0, 0, 0},
            new double[] {1, 1, 0, 0},
            new double[] {0, 0, 0, 1});
  }

  private static Score only(Scorecard card, String metric, String arm) {
    List<Score> found =
        card.scores().stream()
            .filter(s -> s.metric().equals(metric) && s.arm().equals(arm))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void gapIsStudentLessTeacherExampleByExample() {
    Score score = only(accuracy().scorecard(CRITERIA), "accuracy-gap", "distilled");

    // Gaps: (0 0 −1 0), (0 0 0 0), (0 −1 −1 1): mean −2/12.
    Interval expected =
        CrossedMean.of(new double[][] {{0, 0, -1, 0}, {0, 0, 0, 0}, {0, -1, -1, 1}}).interval(0.95);
    assertThat(score.teacher().value()).isEqualTo(0.75);
    assertThat(score.student().value()).isCloseTo(7 / 12.0, within(1e-12));
    assertThat(score.gap().value()).isCloseTo(-2 / 12.0, within(1e-12));
    assertThat(score.gap().low()).isCloseTo(Math.max(-1, expected.low()), within(1e-12));
    assertThat(score.gap().high()).isCloseTo(expected.high(), within(1e-12));
    assertThat(score.replicates()).isEqualTo(3);
    assertThat(score.examples()).isEqualTo(4);
    assertThat(score.flag()).isEqualTo("few-replicates;few-examples");
    assertThat(score.status()).isEqualTo(Status.NOT_SHOWN);
  }

  @Test
  void effectIsThatOfTheStudentsMeans() {
    Score score = only(accuracy().scorecard(CRITERIA), "accuracy-gap", "distilled");

    // Means −1/4, 0, −1/4: mean −1/6, deviation 1/4 · √(1/3).
    assertThat(score.effect()).isCloseTo(-1 / 6.0 / (Math.sqrt(1 / 3.0) / 4), within(1e-12));
  }

  @Test
  void labelOnlyStudentsArePairedByReplicateAndExample() {
    Scorecard card = accuracy().scorecard(CRITERIA);

    // Differences: (0 1 0 0), (0 0 1 0), (1 0 0 0): 3/12.
    assertThat(only(card, "accuracy-gap", "distilled").againstLabelOnly().value())
        .isCloseTo(0.25, within(1e-12));
    assertThat(only(card, "accuracy-gap", "label-only").againstLabelOnly().value()).isNaN();
  }

  @Test
  void asManyTeachersAsStudentsArePaired() {
    Evidences evidences =
        new Evidences()
            .table("teacher", "accuracy", "", new double[] {1, 1}, new double[] {0, 0})
            .table("distilled", "accuracy", "", new double[] {1, 1}, new double[] {0, 1});

    Score score = only(evidences.scorecard(CRITERIA), "accuracy-gap", "distilled");

    assertThat(score.gap().value()).isEqualTo(0.25);
    assertThat(score.teacher().value()).isEqualTo(0.5);
  }

  @Test
  void fewerTeachersTakeTurns() {
    Evidences evidences =
        new Evidences()
            .table("teacher", "accuracy", "", new double[] {1, 0}, new double[] {0, 0})
            .table(
                "distilled",
                "accuracy",
                "",
                new double[] {1, 1},
                new double[] {1, 1},
                new double[] {1, 1});

    Score score = only(evidences.scorecard(CRITERIA), "accuracy-gap", "distilled");

    // Gaps 1/2, 1, 1/2; the teachers themselves reach 1/4.
    assertThat(score.gap().value()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(score.teacher().value()).isEqualTo(0.25);
  }

  @Test
  void orderOfRowsDoesNotMatter() {
    Evidences evidences = accuracy();
    List<Row> shuffled = new ArrayList<>();
    for (int i : new Seed(3).stream().permutation(evidences.rows().size())) {
      shuffled.add(evidences.rows().get(i));
    }

    Scorecard card = Scorecards.build(CRITERIA, Evidence.of(shuffled), List.of());

    assertThat(card).isEqualTo(evidences.scorecard(CRITERIA));
  }

  @Test
  void comparisonIsHeldAgainstItsBestValue() {
    double[] always = new double[100];
    Arrays.fill(always, 1);
    double[] mostly = always.clone();
    mostly[7] = 0;

    Score score =
        only(
            new Evidences().table("distilled", "agreement", "", always, mostly).scorecard(CRITERIA),
            "agreement",
            "distilled");

    assertThat(score.status()).isEqualTo(Status.RETAINED);
    assertThat(score.gap().high()).isEqualTo(1);
    assertThat(score.teacher().value()).isNaN();
    assertThat(score.p()).isNaN();
  }

  @Test
  void examplesThatNeverDifferLeaveRoomForUnseenOnes() {
    double[] always = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

    Score score =
        only(
            new Evidences().table("distilled", "agreement", "", always, always).scorecard(CRITERIA),
            "agreement",
            "distilled");

    // Ten examples: 1 − 0.025^(1/10) = 0.308 may differ.
    assertThat(score.gap().low()).isCloseTo(Math.pow(0.025, 0.1), within(1e-12));
    assertThat(score.status()).isEqualTo(Status.NOT_SHOWN);
    assertThat(score.flag()).isEqualTo("few-replicates;few-examples;no-variation");
  }

  @Test
  void studentsThatNeverDifferLeaveRoomForOthers() {
    Score score =
        only(
            new Evidences()
                .whole("teacher", "tcav-score", "s/c/0", 1)
                .whole("distilled", "tcav-score", "s/c/0", 1, 1, 1)
                .scorecard(CRITERIA),
            "tcav-shift",
            "distilled");

    // Three students: 1 − 0.025^(1/3) = 0.708 may differ.
    assertThat(score.gap().low()).isCloseTo(Math.cbrt(.025) - 1, within(1e-12));
    assertThat(score.status()).isEqualTo(Status.NOT_SHOWN);
  }

  @Test
  void oneStudentIsFlagged() {
    Score score =
        only(
            new Evidences()
                .table("teacher", "accuracy", "", new double[] {1, 0, 1})
                .table("distilled", "accuracy", "", new double[] {1, 0, 0})
                .scorecard(CRITERIA),
            "accuracy-gap",
            "distilled");

    assertThat(score.flag()).isEqualTo("one-replicate;few-examples");
    assertThat(score.effect()).isNaN();
    assertThat(score.gap().low()).isLessThan(score.gap().value());
  }

  @Test
  void undefinedExamplesAreLeftOutForAllAndCounted() {
    Score score =
        only(
            new Evidences()
                .table("teacher", "pointing", "grad-cam", new double[] {1, 0, 1, 1})
                .table(
                    "distilled",
                    "pointing",
                    "grad-cam",
                    new double[] {1, Double.NaN, 0, 1},
                    new double[] {1, 0, 1, 1})
                .scorecard(CRITERIA),
            "pointing-gap",
            "distilled");

    assertThat(score.examples()).isEqualTo(3);
    assertThat(score.gap().value()).isCloseTo(-1 / 6.0, within(1e-12));
    assertThat(score.flag()).contains("1-undefined");
  }

  @Test
  void whatIsDefinedNowhereIsNotMeasured() {
    Scorecard card =
        new Evidences()
            .table("teacher", "pointing", "edge", new double[] {Double.NaN, Double.NaN})
            .table("distilled", "pointing", "edge", new double[] {1, 1})
            .table("distilled", "insertion", "edge", new double[] {1, 1})
            .scorecard(CRITERIA);

    assertThat(card.scores()).isEmpty();
    assertThat(card.notMeasured())
        .containsExactly(
            new Scorecard.NotMeasured(
                "insertion-gap", "the teacher has no value to compare with: distilled on edge."),
            new Scorecard.NotMeasured(
                "pointing-gap", "no value is defined (constant-map): distilled on edge."));
  }

  @Test
  void controlExplainersAreOnlyReported() {
    Criteria criteria = Evidences.criteria(Map.of("insertion-gap", 0.9));
    Evidences evidences = new Evidences();
    for (String explainer : List.of("grad-cam", "random", "edge")) {
      evidences
          .table("teacher", "insertion", explainer, new double[] {.5, .6, .7})
          .table("distilled", "insertion", explainer, new double[] {.5, .6, .6});
    }

    Scorecard card = evidences.scorecard(criteria);

    assertThat(card.scores())
        .extracting(Score::subject, Score::status)
        .containsExactly(
            tuple("edge", Status.REPORTED),
            tuple("grad-cam", Status.RETAINED),
            tuple("random", Status.REPORTED));
  }

  @Test
  void otherLayersAndFurtherMeasuresAreOnlyReported() {
    Criteria criteria = Evidences.criteria(Map.of("cka", .1, "map-agreement", .1));

    Scorecard card =
        new Evidences()
            .whole("distilled", "cka", "stage1/stage1", .97, .98)
            .whole("distilled", "cka", "stage1/stage2", .2, .21)
            .table("distilled", "map-agreement", "grad-cam", new double[] {.98, .97, .98})
            .table("distilled", "map-agreement", "grad-cam/ssim", new double[] {.4, .3, .4})
            .scorecard(criteria);

    assertThat(card.scores())
        .extracting(Score::subject, Score::status)
        .containsExactly(
            tuple("stage1/stage1", Status.RETAINED),
            tuple("stage1/stage2", Status.REPORTED),
            tuple("grad-cam", Status.RETAINED),
            tuple("grad-cam/ssim", Status.REPORTED));
  }

  @Test
  void agreementOfMapsIsHeldAgainstTheNoiseCeiling() {
    Evidences evidences =
        new Evidences()
            .table("distilled", "map-agreement", "grad-cam", new double[] {.78, .80, .82, .80});

    Score alone = only(evidences.scorecard(CRITERIA), "map-agreement", "distilled");
    evidences.table("teacher", "map-ceiling", "grad-cam", new double[] {.84, .86, .84, .86});
    Score held = only(evidences.scorecard(CRITERIA), "map-agreement", "distilled");

    assertThat(alone.status()).isEqualTo(Status.LOST);
    assertThat(held.status()).isEqualTo(Status.RETAINED);
    assertThat(held.teacher().value()).isCloseTo(.85, within(1e-12));
  }

  @Test
  void conceptsThatFailTheirTestInTheTeacherAreOnlyReported() {
    Evidences evidences =
        new Evidences()
            .row(new Row("teacher", 0, 1, "tcav-score", "stage3/hue/0", "", .6, "not-significant"))
            .whole("distilled", "tcav-score", "stage3/hue/0", .9, .8, .9);

    Score score = only(evidences.scorecard(CRITERIA), "tcav-shift", "distilled");

    assertThat(score.status()).isEqualTo(Status.REPORTED);
    assertThat(score.flag()).isEqualTo("few-replicates;not-significant");
    assertThat(score.examples()).isZero();
    assertThat(score.p()).isNaN();
  }

  @Test
  void conceptsThatFailTheirTestInAStudentShowNothing() {
    Evidences evidences =
        new Evidences()
            .whole("teacher", "tcav-score", "stage3/hue/0", .9)
            .whole("distilled", "tcav-score", "stage3/hue/0", .9, .91)
            .row(new Row("distilled", 2, 1, "tcav-score", "stage3/hue/0", "", .9, "unstable"));

    Score score = only(evidences.scorecard(CRITERIA), "tcav-shift", "distilled");

    assertThat(score.status()).isEqualTo(Status.NOT_SHOWN);
    assertThat(score.flag()).isEqualTo("few-replicates;student-unstable");
  }

  @Test
  void conceptThatStudentsReadNoBetterThanChanceIsLost() {
    Evidences evidences = new Evidences().whole("teacher", "tcav-score", "stage3/hue/0", .95);
    for (int replicate = 0; replicate < 3; replicate++) {
      evidences.row(
          new Row(
              "distilled",
              replicate,
              1,
              "tcav-score",
              "stage3/hue/0",
              "",
              .5 + replicate / 100.0,
              "not-significant"));
    }

    Score score = only(evidences.scorecard(CRITERIA), "tcav-shift", "distilled");

    assertThat(score.status()).isEqualTo(Status.LOST);
    assertThat(score.flag()).isEqualTo("few-replicates;student-not-significant");
  }

  @Test
  void meanDistanceOfConceptsDoesNotCancel() {
    Scorecard card =
        new Evidences()
            .whole("teacher", "tcav-score", "stage3/hue/0", .9)
            .whole("teacher", "tcav-score", "stage3/hue/1", .1)
            .whole("distilled", "tcav-score", "stage3/hue/0", .8, .7, .9)
            .whole("distilled", "tcav-score", "stage3/hue/1", .1, 0, 0)
            .scorecard(CRITERIA);

    Score all = card.scores().get(0);

    // Students: (.1 + 0)/2, (.2 + .1)/2, (0 + .1)/2: mean .25/3.
    assertThat(all.subject()).isEqualTo("all");
    assertThat(all.gap().value()).isCloseTo(.25 / 3, within(1e-12));
    assertThat(all.gap().low()).isZero();
    assertThat(all.flag()).isEqualTo("2-cells");
  }

  @Test
  void shiftsAreComparedWithLabelOnlyStudentsByDistance() {
    Score score =
        only(
            new Evidences()
                .whole("teacher", "tcav-score", "s/c/0", .5)
                .whole("distilled", "tcav-score", "s/c/0", .6, .6)
                .whole("label-only", "tcav-score", "s/c/0", .2, .3)
                .scorecard(CRITERIA),
            "tcav-shift",
            "distilled");

    // Distances .1 and .1 against .3 and .2.
    assertThat(score.againstLabelOnly().value()).isCloseTo(-.15, within(1e-12));
  }

  @Test
  void pIsCorrectedWithinTheFamily() {
    Evidences evidences = new Evidences();
    for (String metric : List.of("accuracy", "brier", "nll")) {
      evidences
          .table("teacher", metric, "", new double[] {1, 1, 1, 0, 0, 1})
          .table(
              "distilled",
              metric,
              "",
              new double[] {0, 0, 1, 0, 0, 0},
              new double[] {0, 1, 0, 0, 0, 0});
    }

    Scorecard card = evidences.scorecard(CRITERIA);

    double p = CrossedMean.of(new double[][] {{-1, -1, 0, 0, 0, -1}, {-1, 0, -1, 0, 0, -1}}).p(0);
    assertThat(card.scores()).hasSize(3);
    assertThat(card.scores()).allMatch(s -> Math.abs(s.p() - Math.min(1, 3 * p)) < 1e-12);
  }

  @Test
  void scoresStandInTheOrderOfFamiliesMetricsAndArms() {
    Scorecard card =
        accuracy()
            .table("untrained", "agreement", "", new double[] {0, 1})
            .table("distilled", "agreement", "", new double[] {0, 1})
            .whole("distilled", "cka", "stage1", .5)
            .scorecard(CRITERIA);

    assertThat(card.scores())
        .extracting(s -> s.metric() + " " + s.arm())
        .containsExactly(
            "accuracy-gap distilled",
            "accuracy-gap label-only",
            "agreement distilled",
            "agreement untrained",
            "cka distilled");
  }

  @Test
  void differentExamplesAreRefused() {
    Evidences evidences =
        new Evidences()
            .table("teacher", "accuracy", "", new double[] {1, 1})
            .table("distilled", "accuracy", "", new double[] {1, 1, 1});

    assertThatThrownBy(() -> evidences.scorecard(CRITERIA))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "rows: accuracy: example \"e1002\" was measured on some of the models that are compared,"
                + " but not on all. Expected the same examples for all.");
  }

  @Test
  void sameMeasurementTwiceIsRefused() {
    Evidences evidences = new Evidences();
    evidences.whole("distilled", "cka", "stage1", .5).whole("distilled", "cka", "stage1", .5);

    assertThatThrownBy(() -> Evidence.of(evidences.rows()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "rows: cka (stage1) of distilled, replicate 0, was measured twice on example \"\".");
  }

  @Test
  void unknownMetricIsRefused() {
    Evidences evidences = new Evidences().whole("distilled", "zeal", "", 1);

    assertThatThrownBy(() -> Evidence.of(evidences.rows()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "rows: no metric \"zeal\" in the catalogue. Expected a name that 'heirloom list"
                + " metrics' prints.");
  }
}
