package org.heirloom.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.heirloom.metrics.Family;
import org.heirloom.report.GateResult.Outcome;
import org.heirloom.retain.Scorecard;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.retain.Scorecard.NotMeasured;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.study.Study.Gate;
import org.junit.jupiter.api.Test;

class GatesTest {
  private static final Estimate GAP = new Estimate(-0.02, -0.071, 0.01);

  @Test
  void passesWhenTheBoundMeetsTheCondition() {
    assertThat(check(gate("lower", -0.08, null), score("", 1.0, GAP)))
        .containsExactly(
            new GateResult(
                "accuracy-gap/distilled, lower ≥ −0.08",
                Outcome.PASS,
                "Gate accuracy-gap/distilled, lower ≥ −0.08: lower bound −0.071"
                    + " (95 % interval −0.071 to 0.010, n = 240, 5 seeds)."));
  }

  @Test
  void looksAtTheBoundAndNotAtTheEstimate() {
    GateResult result = check(gate("lower", -0.05, null), score("", 1.0, GAP)).get(0);

    assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(result.message())
        .isEqualTo(
            "Gate accuracy-gap/distilled, lower ≥ −0.05: lower bound −0.071 < required −0.05"
                + " (95 % interval −0.071 to 0.010, n = 240, 5 seeds).");
  }

  @Test
  void failsWhenAnUpperBoundIsTooLarge() {
    GateResult result = check(gate("upper", null, 0.005), score("", 1.0, GAP)).get(0);

    assertThat(result.message())
        .isEqualTo(
            "Gate accuracy-gap/distilled, upper ≤ 0.005: upper bound 0.010 > allowed 0.005"
                + " (95 % interval −0.071 to 0.010, n = 240, 5 seeds).");
  }

  @Test
  void aBoundThatEqualsTheConditionPasses() {
    assertThat(check(gate("lower", -0.071, null), score("", 1.0, GAP)).get(0).failed()).isFalse();
  }

  @Test
  void bothConditionsMustHold() {
    assertThat(check(gate("upper", 0.0, 0.02), score("", 1.0, GAP)).get(0).failed()).isFalse();
    assertThat(check(gate("upper", 0.0, 0.009), score("", 1.0, GAP)).get(0).failed()).isTrue();
    assertThat(check(gate("upper", 0.011, 0.02), score("", 1.0, GAP)).get(0).failed()).isTrue();
  }

  @Test
  void failsOnAMetricThatWasNotMeasuredAndSaysWhy() {
    Scorecard scorecard = scorecard(List.of(), new NotMeasured("accuracy-gap", "No test role."));

    GateResult result = Gates.check(List.of(gate("lower", 0.0, null)), scorecard).get(0);

    assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
    assertThat(result.failed()).isTrue();
    assertThat(result.message())
        .isEqualTo(
            "Gate accuracy-gap/distilled, lower ≥ 0: metric \"accuracy-gap\" was not measured:"
                + " No test role.");
  }

  @Test
  void failsOnAnArmThatWasNotMeasuredAndListsTheArms() {
    Gate gate = new Gate("accuracy-gap", "destilled", "", "lower", 0.0, null);

    assertThat(check(gate, score("", 1.0, GAP)).get(0).message())
        .isEqualTo(
            "Gate accuracy-gap/destilled, lower ≥ 0: arm \"destilled\" was not measured."
                + " Arms: distilled.");
  }

  @Test
  void failsOnASubjectThatWasNotMeasured() {
    Gate gate = new Gate("accuracy-gap", "distilled", "stage4", "lower", 0.0, null);

    assertThat(check(gate, score("stage1", 1.0, GAP), score("stage2", 1.0, GAP)).get(0).message())
        .isEqualTo(
            "Gate accuracy-gap/distilled/stage4, lower ≥ 0: subject \"stage4\" was not measured."
                + " Subjects: stage1, stage2.");
  }

  @Test
  void failsWhenItIsNotClearWhichSubjectIsMeant() {
    GateResult result =
        check(gate("lower", -1.0, null), score("stage1", 1.0, GAP), score("stage2", 1.0, GAP))
            .get(0);

    assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
    assertThat(result.message())
        .endsWith("there are 2 subjects and the gate names none. Subjects: stage1, stage2.");
  }

  @Test
  void failsWithoutAnInterval() {
    Estimate point = new Estimate(0.2, Double.NaN, Double.NaN);

    GateResult result = check(gate("lower", -1.0, null), score("", 1.0, point)).get(0);

    assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
    assertThat(result.message())
        .endsWith("the gap has no interval (few replicates). More replicates give it one.");
  }

  @Test
  void holdsAtEveryBudgetByAResultForEach() {
    List<GateResult> results =
        check(
            gate("lower", -0.05, null),
            score("", 0.1, GAP),
            score("", 1.0, new Estimate(0, -0.01, 0.01)));

    assertThat(results)
        .extracting(GateResult::name)
        .containsExactly(
            "accuracy-gap/distilled at 10 % of the data, lower ≥ −0.05",
            "accuracy-gap/distilled at 100 % of the data, lower ≥ −0.05");
    assertThat(results).extracting(GateResult::failed).containsExactly(true, false);
  }

  private static List<GateResult> check(Gate gate, Score... scores) {
    return Gates.check(List.of(gate), scorecard(List.of(scores)));
  }

  private static Gate gate(String bound, Double atLeast, Double atMost) {
    return new Gate("accuracy-gap", "distilled", "", bound, atLeast, atMost);
  }

  private static Scorecard scorecard(List<Score> scores, NotMeasured... notMeasured) {
    return new Scorecard(1, "s", 0.95, scores, List.of(), List.of(notMeasured), List.of());
  }

  private static Score score(String subject, double budget, Estimate gap) {
    return new Score(
        Family.BEHAVIOUR,
        "accuracy-gap",
        "distilled",
        budget,
        subject,
        FakeScores.NONE,
        FakeScores.NONE,
        gap,
        FakeScores.NONE,
        0.03,
        Status.NOT_SHOWN,
        Double.NaN,
        Double.NaN,
        5,
        240,
        Double.isNaN(gap.low()) ? "few-replicates" : "");
  }
}
