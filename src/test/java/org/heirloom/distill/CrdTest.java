package org.heirloom.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.heirloom.distill.Losses.rows;

import java.util.List;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Loss;
import org.heirloom.model.tensorflow.LossLab;
import org.heirloom.model.tensorflow.Program;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.op.Ops;

/** Contrast with a memory, by hand in a plane. */
class CrdTest {
  private static final Crd CRD =
      new Crd(List.of(LayerPair.of("pooled")), 0.5, new Crd.Space(2, 0.5), 512);

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  /** Example 0, of class 0, of a set of three whose others are of class 1. */
  private static LossLab.Inputs example(double x, double y) {
    return LossLab.Inputs.of(rows(2, 0, 0), rows(2, 0, 0), rows(2, 1, 0))
        .with("pooled", rows(2, x, y), rows(2, 0, 2))
        .withSet(new int[] {0}, 0, 1, 1);
  }

  private static LossLab lab(LossLab.Inputs inputs) {
    LossLab lab = new LossLab(CRD, inputs);
    for (String side : List.of("student", "teacher")) {
      lab.assign("extra/layer-0/" + side + "/kernel", rows(2, 1, 0, 0, 1));
      lab.assign("extra/layer-0/" + side + "/memory", rows(2, 1, 0, 0, 1, 0, 1));
    }
    return lab;
  }

  @Test
  void lossIsTheOneByHandAndTheFirstBatchSetsTheNormaliser() {
    // One of three examples is of class 0, so each has as many negatives as the least: 1.
    // Student (1, 0): positive 1/τ = 2, negative 0; teacher (0, 1): positive 0, negative 2.
    double large = Math.exp(2);
    double z = (large + 1) / 2 * 3;
    double c = 1 / 3.;
    double student =
        Math.log(large / z / (large / z + c + 1e-7)) + Math.log(c / (1 / z + c + 1e-7));
    double teacher = Math.log(1 / z / (1 / z + c + 1e-7)) + Math.log(c / (large / z + c + 1e-7));
    LossLab.Inputs inputs = example(3, 0);

    try (LossLab lab = lab(inputs)) {
      assertThat(lab.step(inputs).loss()).isCloseTo(-student - teacher, within(1e-5));

      assertThat(lab.variable("extra/layer-0/student/normaliser").values()[0])
          .isCloseTo((float) z, within(1e-5f));
      lab.step(example(-5, 0));
      assertThat(lab.variable("extra/layer-0/student/normaliser").values()[0])
          .isCloseTo((float) z, within(1e-5f));
    }
  }

  @Test
  void memoryMovesHalfwayToWhatIsSeenAndStaysOnTheCircle() {
    LossLab.Inputs inputs = example(0, 7);

    try (LossLab lab = lab(inputs)) {
      lab.step(inputs);

      float half = (float) Math.sqrt(.5);
      assertThat(lab.variable("extra/layer-0/student/memory").values())
          .containsExactly(new float[] {half, half, 0, 1, 0, 1}, within(1e-6f));
      lab.step(inputs);
      // (½ (half, half) + ½ (0, 1)) has direction (half, half + 1).
      double length = Math.hypot(half, half + 1);
      assertThat(lab.variable("extra/layer-0/student/memory").row(0))
          .containsExactly(
              new float[] {(float) (half / length), (float) ((half + 1) / length)}, within(1e-6f));
    }
  }

  @Test
  void anExampleThatStandsTwiceIsRememberedAsItWasSeenFirst() {
    LossLab.Inputs twice =
        LossLab.Inputs.of(rows(2, 0, 0, 0, 0), rows(2, 0, 0, 0, 0), rows(2, 1, 0, 1, 0))
            .with("pooled", rows(2, 0, 1, 1, 0), rows(2, 0, 2, 0, 2))
            .withSet(new int[] {0, 0}, 0, 1, 1);

    try (LossLab lab = lab(twice)) {
      lab.step(twice);

      float half = (float) Math.sqrt(.5);
      assertThat(lab.variable("extra/layer-0/student/memory").row(0))
          .containsExactly(new float[] {half, half}, within(1e-6f));
    }
  }

  @Test
  void onlyProjectionsAreTrained() {
    LossLab.Inputs inputs = example(3, 0);

    try (LossLab lab = lab(inputs)) {
      assertThat(lab.variables())
          .containsExactlyInAnyOrder(
              "extra/layer-0/student/kernel",
              "extra/layer-0/student/bias",
              "extra/layer-0/teacher/kernel",
              "extra/layer-0/teacher/bias",
              "extra/layer-0/student/memory",
              "extra/layer-0/teacher/memory",
              "extra/layer-0/student/normaliser",
              "extra/layer-0/teacher/normaliser");
    }
  }

  private static int[][] draw(int[] labels, int most, int step, int... positions) {
    OtherClasses others = new OtherClasses(new Loss.TrainingSet(labels, new Seed(4)), most);
    try (Program program =
        Program.build(tf -> Map.of("drawn", others.draw(tf, batch(tf, step, positions))))) {
      Array drawn = program.run(Map.of()).get("drawn");
      int[][] rows = new int[drawn.rows()][drawn.rowSize()];
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < rows[i].length; j++) {
          rows[i][j] = (int) drawn.row(i)[j];
        }
      }
      return rows;
    }
  }

  private static Loss.Batch batch(Ops tf, int step, int[] positions) {
    return new Loss.Batch(tf.constant(positions), null, tf.constant(step), tf.constant(0f), null);
  }

  @Test
  void negativesAreOfOtherClassesAndEvenlyDrawn() {
    int[] labels = new int[400];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 4;
    }

    int[][] drawn = draw(labels, 256, 3, 0, 1, 2, 3, 397);

    int[] ofClass = new int[4];
    int[] own = {0, 1, 2, 3, 1};
    for (int i = 0; i < drawn.length; i++) {
      assertThat(drawn[i]).hasSize(256);
      for (int position : drawn[i]) {
        assertThat(labels[position]).isNotEqualTo(own[i]);
        ofClass[labels[position]]++;
      }
    }
    // 1,280 draws; class 1 is excluded twice: 256 of it expected, 341 of the others, ± 4.5 sigma.
    assertThat(ofClass[1]).isBetween(256 - 65, 256 + 65);
    assertThat(ofClass[2]).isBetween(341 - 75, 341 + 75);
  }

  @Test
  void negativesDependOnTheStepAndOnNothingElse() {
    int[] labels = {0, 1, 2, 0, 1, 2, 0, 1, 2};

    assertThat(draw(labels, 5, 3, 0, 4)).isDeepEqualTo(draw(labels, 5, 3, 0, 4));
    assertThat(draw(labels, 5, 3, 0, 4)).isNotEqualTo(draw(labels, 5, 4, 0, 4));
  }

  @Test
  void anExampleWithoutLabelIsAClassOfItsOwn() {
    int[][] drawn = draw(new int[] {-1, -1, -1}, 512, 0, 0, 1);

    assertThat(drawn[0]).hasSize(2).containsAnyOf(1, 2).doesNotContain(0);
    assertThat(drawn[1]).doesNotContain(1);
  }

  @Test
  void aSetOfOneClassIsRefused() {
    assertThatThrownBy(
            () -> new OtherClasses(new Loss.TrainingSet(new int[] {1, 1}, new Seed(1)), 3))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "objectives: crd contrasts an example with those of other classes. Got a training set"
                + " of one class. Expected at least two.");
  }
}
