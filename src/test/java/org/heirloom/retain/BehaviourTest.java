package org.heirloom.retain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.heirloom.metrics.Row;
import org.heirloom.model.Array;
import org.junit.jupiter.api.Test;

class BehaviourTest {
  private static final float LN3 = (float) Math.log(3);

  /** Teacher: (3/4, 1/4) and (1/4, 3/4); labels 0 and 0: right, wrong. */
  private static final Behaviour BEHAVIOUR =
      Behaviour.of(List.of("a", "b"), new int[] {0, 0}, logits(LN3, 0, 0, LN3));

  private static Array logits(float... values) {
    return new Array(values, values.length / 2, 2);
  }

  private static double[] values(List<Row> rows, String metric) {
    return rows.stream()
        .filter(row -> row.metric().equals(metric))
        .mapToDouble(Row::value)
        .toArray();
  }

  @Test
  void teacherHasFourMetricsOfItsOwn() {
    List<Row> rows = BEHAVIOUR.teacher(1, 0.5);

    assertThat(rows)
        .extracting(Row::metric)
        .containsExactly("accuracy", "accuracy", "nll", "nll", "brier", "brier", "ece", "ece");
    assertThat(rows.get(0)).isEqualTo(new Row("teacher", 1, 0.5, "accuracy", "", "a", 1, ""));
    assertThat(values(rows, "accuracy")).containsExactly(1, 0);
    assertThat(values(rows, "nll")[1]).isCloseTo(Math.log(4), within(1e-6));
    assertThat(values(rows, "brier")[0]).isCloseTo(0.125, within(1e-6));
  }

  @Test
  void calibrationErrorIsTheMeanOfItsRows() {
    // Both confidences are 3/4, in one bin, right in 1 of 2: |1/2 − 3/4| = 1/4.
    double[] contributions = values(BEHAVIOUR.teacher(0, 1), "ece");

    assertThat((contributions[0] + contributions[1]) / 2).isCloseTo(0.25, within(1e-6));
  }

  @Test
  void studentIsComparedExampleByExample() {
    // Student: (1/2, 1/2), first class wins; and (1/4, 3/4), as the teacher.
    List<Row> rows = BEHAVIOUR.student("distilled", 2, 0.1, logits(0, 0, 0, LN3));

    assertThat(values(rows, "agreement")).containsExactly(1, 1);
    assertThat(values(rows, "kl")[0])
        .isCloseTo(.75 * Math.log(1.5) + .25 * Math.log(.5), within(1e-6));
    assertThat(values(rows, "kl")[1]).isZero();
    assertThat(values(rows, "kappa")).containsExactly(1, 1);
    assertThat(rows).allMatch(row -> row.arm().equals("distilled") && row.replicate() == 2);
  }

  @Test
  void firstChoicesAreComparedAsSetsWhereThereAreMoreClasses() {
    Behaviour four =
        Behaviour.of(List.of("a"), new int[] {0}, new Array(new float[] {4, 3, 2, 1}, 1, 4));

    List<Row> rows = four.student("distilled", 0, 1, new Array(new float[] {1, 4, 3, 2}, 1, 4));

    // {0, 1, 2} and {1, 2, 3} share two of three; five choices of four classes are not asked for.
    assertThat(rows)
        .filteredOn(row -> row.metric().equals("top-agreement"))
        .singleElement()
        .satisfies(row -> assertThat(row.subject()).isEqualTo("top-3"))
        .satisfies(row -> assertThat(row.value()).isEqualTo(2 / 3.0));
  }

  @Test
  void mistakesAreTakenOverOnlyWhereTheTeacherMakesThem() {
    // The teacher is right on a and wrong on b; the student repeats its answer to b.
    List<Row> rows = BEHAVIOUR.student("distilled", 0, 1, logits(0, LN3, 0, LN3));

    double[] values = values(rows, "shared-mistakes");
    assertThat(values[0]).isNaN();
    assertThat(values[1]).isEqualTo(1);
  }

  @Test
  void sharedMistakesAreUndefinedWithoutMistakes() {
    Behaviour flawless = Behaviour.of(List.of("a", "b"), new int[] {0, 1}, logits(1, 0, 0, 1));

    List<Row> rows = flawless.student("distilled", 0, 1, logits(1, 0, 0, 1));

    assertThat(rows)
        .filteredOn(row -> row.metric().equals("kappa"))
        .allMatch(row -> Double.isNaN(row.value()) && row.flag().equals("no-mistakes"));
  }

  @Test
  void logitsThatAreNoNumbersAreNamed() {
    assertThatThrownBy(() -> BEHAVIOUR.student("distilled", 0, 1, logits(0, 0, Float.NaN, 0)))
        .hasMessage("Expected finite logits, got NaN on example \"b\"");
    assertThatThrownBy(() -> BEHAVIOUR.student("distilled", 0, 1, logits(0, 0)))
        .hasMessage("Expected logits of 2 examples, got 1");
  }
}
