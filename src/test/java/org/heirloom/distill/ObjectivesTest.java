package org.heirloom.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.heirloom.distill.Losses.GOLDEN;
import static org.heirloom.distill.Losses.evaluate;
import static org.heirloom.distill.Losses.loss;
import static org.heirloom.distill.Losses.method;
import static org.heirloom.distill.Losses.rows;

import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.LossLab;
import org.heirloom.model.tensorflow.Teacher;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Objectives that look at logits, against golden values of two examples and three classes, computed
 * independently in double; and the sum of objectives.
 */
class ObjectivesTest {

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  @ParameterizedTest
  @CsvSource({"1, .3111432994", "2, .3932900448", "4, .4174616080", "20, .4167050353"})
  void softTargetsGiveTheGoldenValues(double temperature, double expected) {
    // float32: the error grows with T, because T² multiplies a difference of near-equal numbers.
    double tolerance = 2e-7 * Math.max(10, temperature * temperature);

    assertThat(loss(new SoftTargets(temperature), GOLDEN)).isCloseTo(expected, within(tolerance));
  }

  @Test
  void softTargetsGiveTheGoldenGradient() {
    float[] gradient =
        evaluate(new SoftTargets(4), GOLDEN).gradients().get(Teacher.LOGITS).values();

    double[] expected = {
      -.2568202201, .1190919996, .1377282206, .1416991765, .0070995340, -.1487987106
    };
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) gradient[i]).isCloseTo(expected[i], within(1e-6));
    }
  }

  @Test
  void crossEntropyGivesTheGoldenValue() {
    assertThat(loss(new CrossEntropy(), GOLDEN)).isCloseTo(.9137521452, within(1e-6));
  }

  @Test
  void methodWeighsItsTermsAsGolden() {
    assertThat(loss(Objectives.of(method(0.1, "[soft-targets]")), GOLDEN))
        .isCloseTo(.4670906622, within(1e-6));
  }

  @Test
  void softTargetsIgnoreAConstantAddedToAnExampleAndLogitRegressionDoesNot() {
    LossLab.Inputs shifted =
        GOLDEN.withStudent(Teacher.LOGITS, rows(3, 4, 5, 3.5, -1.8, -2.3, -.5));
    LossLab.Inputs equal = GOLDEN.withStudentAsTeacher();
    LossLab.Inputs equalButShifted = equal.withStudent(Teacher.LOGITS, rows(3, 4, 3, 1, 2, 2.5, 5));

    assertThat(loss(new SoftTargets(4), shifted)).isCloseTo(.4174616080, within(1e-5));
    assertThat(loss(new LogitRegression(false), equalButShifted))
        .isCloseTo(3 * 4 / 2., within(1e-6));
  }

  @Test
  void softTargetsTendToCentredLogitRegressionAsTheTemperatureGrows() {
    // The limit is .4133333; at higher temperatures T² lifts the rounding of a float.
    assertThat(loss(new SoftTargets(50), GOLDEN)).isCloseTo(.4133333, within(3e-3));
  }

  @Test
  void logitRegressionGivesTheGoldenValue() {
    assertThat(loss(new LogitRegression(false), GOLDEN)).isCloseTo(1.795, within(2e-6));
  }

  @Test
  void standardisedLogitRegressionMeasuresInDeviationsOfAllBatchesSoFar() {
    // First batch: teacher's logits 2 and 0, 1 and .5, −1 and 3: deviations 1, .25, 2.
    double first = ((1 + 16 * 1. + 1.5 * 1.5 / 4) + (.04 + .64 * 16 + 1.5 * 1.5 / 4)) / 4;
    // A second, equal batch changes no deviation; one that is shifted by 2 adds 1 to each variance.
    LossLab.Inputs shifted =
        LossLab.Inputs.of(
            rows(3, 3, 4, 2.5, 2.2, 1.7, 3.5), rows(3, 4, 3, 1, 2, 2.5, 5), GOLDEN.oneHot());
    double second = ((1 / 2. + 1 / 1.0625 + 2.25 / 5) + (.04 / 2 + .64 / 1.0625 + 2.25 / 5)) / 4;

    try (LossLab lab = new LossLab(new LogitRegression(true), GOLDEN)) {
      assertThat(lab.step(GOLDEN).loss()).isCloseTo(first, within(1e-5));
      assertThat(lab.evaluate(shifted.at(1, .5)).loss()).isCloseTo(second, within(1e-5));
    }
  }

  @Test
  void dkdGivesTheGoldenValuesOfBothParts() {
    assertThat(loss(new Dkd(4, 1, 0), GOLDEN)).isCloseTo(16 * .0236182242, within(4e-6));
    assertThat(loss(new Dkd(4, 0, 1), GOLDEN)).isCloseTo(16 * .0048280199, within(4e-6));
    assertThat(loss(new Dkd(4, 1, 8), GOLDEN)).isCloseTo(.9958781280, within(1e-5));
  }

  @Test
  void dkdComposesToSoftTargets() {
    // KL = TCKD + (1 − p_τ) NCKD, example by example.
    double[] left = {1 - .4442139792, 1 - .4981002503};
    double sum = 0;
    for (int i = 0; i < 2; i++) {
      LossLab.Inputs one =
          LossLab.Inputs.of(
              row(GOLDEN.student().get(Teacher.LOGITS), i),
              row(GOLDEN.teacher().get(Teacher.LOGITS), i),
              row(GOLDEN.oneHot(), i));
      sum += loss(new Dkd(4, 1, left[i]), one) / 2;
    }

    assertThat(sum).isCloseTo(16 * .0260913505, within(4e-6));
  }

  private static Array row(Array rows, int i) {
    return new Array(rows.row(i), 1, 3);
  }

  @Test
  void dkdTakesTheTeachersClassWhereThereIsNoLabel() {
    Array none = rows(3, 0, 0, 0, 0, 0, 0);
    LossLab.Inputs unlabelled =
        LossLab.Inputs.of(
            GOLDEN.student().get(Teacher.LOGITS), GOLDEN.teacher().get(Teacher.LOGITS), none);

    // The teacher prefers class 0 and class 2, which are the labels.
    assertThat(loss(new Dkd(4, 1, 8), unlabelled)).isCloseTo(.9958781280, within(1e-5));
  }

  @Test
  void dkdRefusesTwoClassesWithAReason() {
    Array two = rows(2, 1, 2);

    assertThatThrownBy(() -> loss(new Dkd(4, 1, 8), LossLab.Inputs.of(two, two, two)))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "objectives: dkd needs classes beside the target and one more. Got 2 classes. Expected"
                + " at least 3; with 2, soft-targets is the same.");
  }

  @Test
  void distGivesTheGoldenValues() {
    LossLab.Inputs three =
        LossLab.Inputs.of(
            rows(3, 1, 2, .5, .2, -.3, 1.5, 0, 1, 1),
            rows(3, 2, 1, -1, 0, .5, 3, -1, 2, .5),
            rows(3, 1, 0, 0, 0, 0, 1, 0, 1, 0));

    assertThat(loss(new Dist(1, 1, 0), three)).isCloseTo(.4608254731, within(1e-6));
    assertThat(loss(new Dist(1, 0, 1), three)).isCloseTo(.2713856695, within(1e-6));
  }

  @Test
  void distHasNoCorrelationOverABatchOfOne() {
    LossLab.Inputs one = LossLab.Inputs.of(rows(3, 1, 2, .5), rows(3, 2, 1, -1), rows(3, 1, 0, 0));

    assertThat(loss(new Dist(1, 0, 1), one)).isEqualTo(1);
  }

  @Test
  void twoClassesWorkForWhatDoesNotRefuseThem() {
    LossLab.Inputs two =
        LossLab.Inputs.of(rows(2, 1, 2, 0, 1), rows(2, 2, 1, -1, 3), rows(2, 1, 0, 0, 1));

    assertThat(loss(new SoftTargets(4), two)).isPositive().isFinite();
    assertThat(loss(new LogitRegression(true), two)).isPositive().isFinite();
    // Two points lie on a line: one example agrees in direction with its teacher, one does not.
    assertThat(loss(new Dist(1, 1, 0), two)).isCloseTo(1, within(1e-6));
  }

  @Test
  void smoothedLabelsSpreadTheirProbability() {
    // −Σ q log p with q = 2/3 on the label and 1/6 on the others, by hand for equal logits: log 3.
    LossLab.Inputs flat = LossLab.Inputs.of(rows(3, 1, 1, 1), rows(3, 0, 0, 0), rows(3, 1, 0, 0));

    assertThat(loss(new CrossEntropy(.5), flat)).isCloseTo(Math.log(3), within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.05, 1.9", "0.1, 3.6", "0.5, 2", "0.59, 1.64", "0.6, 0", "0.99, 0"})
  void weightRisesThenGoesToItsFinalValueAndEnds(double progress, double expected) {
    Weight weight = new Weight(4, .1, .6, 0);

    double at = loss((tf, s) -> weight.at(tf, s.batch().progress()), GOLDEN.at(0, progress));

    assertThat(at).isCloseTo(expected, within(1e-5));
  }

  @Test
  void termsOfAMethodFollowTheirOwnSchedules() {
    String objectives =
        "[{name: soft-targets, weight: 2, warmup: 0.5}, {name: logit-regression, until: 0.5}]";

    assertThat(loss(Objectives.of(method(0, objectives)), GOLDEN.at(9, .25)))
        .isCloseTo(.4174616080 + 1.795, within(1e-5));
    assertThat(loss(Objectives.of(method(0, objectives)), GOLDEN.at(9, .75)))
        .isCloseTo(2 * .4174616080, within(1e-5));
  }
}
