package org.heirloom.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.heirloom.distill.Losses.objective;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.LossLab;
import org.heirloom.model.tensorflow.Teacher;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for every objective, whatever it looks at. */
class GradientsTest {
  private static final int BATCH = 4;
  private static final int CLASSES = 3;
  private static final double STEP = 0.005;

  /** Four examples with every signal there is; the student is narrower, and smaller at stage2. */
  private static final LossLab.Inputs INPUTS = inputs(1);

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  private static LossLab.Inputs inputs(double scale) {
    return LossLab.Inputs.of(
            random(1, scale, BATCH, CLASSES), random(2, scale, BATCH, CLASSES), labels())
        .with("stage1", random(3, scale, BATCH, 4, 4, 2), random(4, scale, BATCH, 4, 4, 3))
        .with("stage2", random(5, scale, BATCH, 2, 2, 2), random(6, scale, BATCH, 4, 4, 3))
        .with("stage3", random(7, scale, BATCH, 2, 2, 3), random(8, scale, BATCH, 2, 2, 4))
        .with("pooled", random(9, scale, BATCH, 3), random(10, scale, BATCH, 4))
        .with(
            "class-maps",
            random(11, scale, BATCH, 3, 3, CLASSES),
            random(12, scale, BATCH, 3, 3, CLASSES))
        .withConcepts(new Array(new float[] {1, 0, 0, 1, 1, 1, 0, 0}, BATCH, 2))
        .withSet(new int[] {5, 2, 0, 3}, 0, 1, 2, 0, 1, 2, 0, 1);
  }

  private static Array labels() {
    return new Array(new float[] {0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0}, BATCH, CLASSES);
  }

  private static Array random(long seed, double scale, long... shape) {
    RandomStream random = new Seed(seed).stream();
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return new Array(values, shape);
  }

  static List<String> everyObjective() {
    return List.copyOf(Objectives.names());
  }

  @ParameterizedTest
  @MethodSource("everyObjective")
  void gradientAgreesWithFiniteDifferences(String name) {
    try (LossLab lab = new LossLab(objective(name), INPUTS)) {
      LossLab.Inputs settled = settled(lab);
      Map<String, Array> gradients = lab.evaluate(settled).gradients();
      boolean any = false;
      for (Map.Entry<String, Array> entry : gradients.entrySet()) {
        any |= compare(lab, settled, entry.getKey(), entry.getValue());
      }
      assertThat(any).as("some gradient is not zero").isTrue();
    }
  }

  /** What the first batch settles is constant in the batches after. */
  private static LossLab.Inputs settled(LossLab lab) {
    lab.step(INPUTS);
    return INPUTS.at(1, .5);
  }

  private static boolean compare(LossLab lab, LossLab.Inputs inputs, String layer, Array gradient) {
    Array value = inputs.student().get(layer);
    double largest = 0;
    for (float g : gradient.values()) {
      largest = Math.max(largest, Math.abs(g));
    }
    double tolerance = 2e-3 * largest + 2e-4 * Math.abs(lab.evaluate(inputs).loss());
    int kinks = 0;
    // Where no gradient comes, a few values tell that none should.
    int values = largest > 0 ? value.values().length : 3;
    for (int i = 0; i < values; i++) {
      double near = difference(lab, inputs, layer, i, STEP);
      double far = difference(lab, inputs, layer, i, 2 * STEP);
      if (Math.abs(far - near) > tolerance) {
        // A ReLU bends between here and there: there is no slope to compare with.
        kinks++;
      } else {
        // Richardson's extrapolation: the error is of the fourth order.
        assertThat((double) gradient.values()[i])
            .as("%s[%d]", layer, i)
            .isCloseTo((4 * near - far) / 3, within(tolerance));
      }
    }
    assertThat(kinks).as(layer).isLessThanOrEqualTo(values / 10);
    return largest > 0;
  }

  private static double difference(
      LossLab lab, LossLab.Inputs inputs, String layer, int i, double h) {
    return (lab.evaluate(moved(inputs, layer, i, h)).loss()
            - lab.evaluate(moved(inputs, layer, i, -h)).loss())
        / (2 * h);
  }

  private static LossLab.Inputs moved(LossLab.Inputs inputs, String layer, int i, double by) {
    Array value = inputs.student().get(layer);
    float[] values = value.values().clone();
    values[i] += (float) by;
    return inputs.withStudent(layer, new Array(values, value.shape()));
  }

  @ParameterizedTest
  @MethodSource("everyObjective")
  void hugeLogitsAndFeaturesGiveFiniteLossesAndGradients(String name) {
    assertFinite(name, inputs(1e4));
  }

  @ParameterizedTest
  @MethodSource("everyObjective")
  void inactiveLayersGiveFiniteLossesAndGradients(String name) {
    LossLab.Inputs zeros = inputs(0);

    assertFinite(name, zeros);
    assertFinite(name, withTeacher(zeros, INPUTS));
    assertFinite(name, withTeacher(INPUTS, zeros));
  }

  private static LossLab.Inputs withTeacher(LossLab.Inputs student, LossLab.Inputs teacher) {
    return new LossLab.Inputs(
        student.student(),
        teacher.teacher(),
        student.oneHot(),
        student.index(),
        student.concepts(),
        0,
        0,
        student.set());
  }

  private static void assertFinite(String name, LossLab.Inputs inputs) {
    LossLab.Outcome outcome = Losses.evaluate(objective(name), inputs);

    assertThat(outcome.loss()).isFinite();
    outcome
        .gradients()
        .forEach(
            (layer, gradient) -> {
              for (float g : gradient.values()) {
                assertThat(g).as(layer).isFinite();
              }
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soft-targets",
        "logit-regression",
        "dkd",
        "dist",
        "attention-transfer",
        "similarity-preserving",
        "rkd",
        "pkt",
        "explanation-matching"
      })
  void studentThatEqualsItsTeacherHasNoLossAndNoGradient(String name) {
    LossLab.Outcome outcome = Losses.evaluate(objective(name), INPUTS.withStudentAsTeacher());

    // The correlations of dist are less than 1 by an ε of 1e-8 over their deviations.
    boolean inexact = name.equals("dist");
    assertThat(outcome.loss()).isCloseTo(0, within(inexact ? 1e-5 : 1e-6));
    outcome
        .gradients()
        .forEach(
            (layer, gradient) -> {
              for (float g : gradient.values()) {
                assertThat((double) g).as(layer).isCloseTo(0, within(inexact ? 5e-5 : 3e-6));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("everyObjective")
  void logitsOfHugeSizeAloneGiveFiniteLosses(String name) {
    Array huge =
        new Array(
            new float[] {1e4f, -1e4f, 0, -1e4f, 1e4f, 0, 0, 0, 0, 1e4f, 1e4f, 1e4f},
            BATCH,
            CLASSES);

    assertFinite(name, INPUTS.withStudent(Teacher.LOGITS, huge));
    assertFinite(name, withTeacher(INPUTS, INPUTS.withStudent(Teacher.LOGITS, huge)));
  }
}
