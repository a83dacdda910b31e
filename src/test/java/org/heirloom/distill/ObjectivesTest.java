package org.heirloom.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Extras;
import org.heirloom.model.tensorflow.Loss;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.Program;
import org.heirloom.model.tensorflow.Teacher;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.study.Study;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Golden values: logits of two examples and three classes, computed independently in double. */
class ObjectivesTest {
  private static final Array STUDENT = array(1, 2, .5f, .2f, -.3f, 1.5f);
  private static final Array TEACHER = array(2, 1, -1, 0, .5f, 3);
  private static final Array LABELS = array(1, 0, 0, 0, 0, 1);

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  private static Array array(float... values) {
    return new Array(values, values.length / 3, 3);
  }

  private static Operand<TFloat32> input(Ops tf, String name) {
    return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 3)));
  }

  private static Map<String, Array> evaluate(Loss objective, Array student, Array teacher) {
    try (Program program =
        Program.build(
            tf -> {
              Operand<TFloat32> logits = input(tf, "student");
              Loss.Signals signals =
                  new Loss.Signals(
                      new Network(logits, Map.of()),
                      input(tf, "labels"),
                      Map.of(Teacher.LOGITS, input(tf, "teacher")),
                      new Loss.Batch(
                          tf.constant(new int[] {0, 1}),
                          null,
                          tf.constant(0),
                          tf.constant(0f),
                          new Loss.TrainingSet(new int[] {0, 2}, new Seed(1))),
                      new Extras(tf));
              // Every placeholder takes part, whatever the objective looks at.
              Operand<TFloat32> unused =
                  tf.math.mul(
                      tf.constant(0f),
                      tf.math.add(
                          tf.reduceSum(signals.oneHot(), tf.array(0, 1)),
                          tf.reduceSum(signals.teacherLogits(), tf.array(0, 1))));
              Operand<TFloat32> loss = tf.math.add(objective.apply(tf, signals), unused);
              Map<String, Operand<?>> out = new LinkedHashMap<>();
              out.put("loss", loss);
              out.put("gradient", tf.gradients(loss, java.util.List.of(logits)).iterator().next());
              return out;
            })) {
      return program.run(Map.of("student", student, "teacher", teacher, "labels", LABELS));
    }
  }

  private static double loss(Loss objective, Array student, Array teacher) {
    return evaluate(objective, student, teacher).get("loss").values()[0];
  }

  @ParameterizedTest
  @CsvSource({"1, .3111432994", "2, .3932900448", "4, .4174616080", "20, .4167050353"})
  void softTargetsGiveTheGoldenValues(double temperature, double expected) {
    // float32: the error grows with T, because T² multiplies a difference of near-equal numbers.
    double tolerance = 2e-7 * Math.max(10, temperature * temperature);

    assertThat(loss(new SoftTargets(temperature), STUDENT, TEACHER))
        .isCloseTo(expected, within(tolerance));
  }

  @Test
  void softTargetsGiveTheGoldenGradient() {
    float[] gradient = evaluate(new SoftTargets(4), STUDENT, TEACHER).get("gradient").values();

    double[] expected = {
      -.2568202201, .1190919996, .1377282206, .1416991765, .0070995340, -.1487987106
    };
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) gradient[i]).isCloseTo(expected[i], within(1e-6));
    }
  }

  @Test
  void crossEntropyGivesTheGoldenValue() {
    assertThat(loss(new CrossEntropy(), STUDENT, TEACHER)).isCloseTo(.9137521452, within(1e-6));
  }

  @Test
  void methodWeighsItsTermsAsGolden() {
    Study.Method method =
        new Study.Method(
            "distilled",
            0.1,
            false,
            java.util.List.of(new Study.Objective("soft-targets", 0.9, 4)));

    assertThat(loss((tf, s) -> Objectives.of(method).apply(tf, s), STUDENT, TEACHER))
        .isCloseTo(.4670906622, within(1e-6));
  }

  @Test
  void studentThatEqualsItsTeacherHasNoLossAndNoGradient() {
    Map<String, Array> result = evaluate(new SoftTargets(4), TEACHER, TEACHER);

    assertThat(result.get("loss").values()[0]).isZero();
    for (float g : result.get("gradient").values()) {
      assertThat((double) g).isCloseTo(0, within(1e-6));
    }
  }

  @Test
  void constantAddedToAnExampleChangesNothing() {
    Array shifted = array(4, 5, 3.5f, -1.8f, -2.3f, -.5f);

    assertThat(loss(new SoftTargets(4), shifted, TEACHER)).isCloseTo(.4174616080, within(1e-5));
  }

  @Test
  void isFiniteForHugeLogits() {
    Array huge = array(1e4f, -1e4f, 0, -1e4f, 1e4f, 0);

    assertThat(loss(new SoftTargets(1), huge, TEACHER)).isFinite();
    assertThat(loss(new SoftTargets(1), TEACHER, huge)).isFinite();
    assertThat(loss(new CrossEntropy(), huge, TEACHER)).isFinite();
  }

  @Test
  void gradientAgreesWithFiniteDifferences() {
    for (Loss objective : new Loss[] {new SoftTargets(2), new CrossEntropy()}) {
      float[] gradient = evaluate(objective, STUDENT, TEACHER).get("gradient").values();
      float h = 0.05f;
      for (int i = 0; i < gradient.length; i++) {
        float[] up = STUDENT.values().clone();
        float[] down = STUDENT.values().clone();
        up[i] += h;
        down[i] -= h;
        double slope =
            (loss(objective, array(up), TEACHER) - loss(objective, array(down), TEACHER)) / (2 * h);
        assertThat((double) gradient[i]).isCloseTo(slope, within(2e-4));
      }
    }
  }
}
