package org.heirloom.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.heirloom.distill.Losses.GOLDEN;
import static org.heirloom.distill.Losses.loss;
import static org.heirloom.distill.Losses.maps;
import static org.heirloom.distill.Losses.objective;
import static org.heirloom.distill.Losses.rows;

import java.util.Arrays;
import java.util.List;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Loss;
import org.heirloom.model.tensorflow.LossLab;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Objectives that look at layers: golden values, what they are indifferent to, whom they refuse.
 */
class LayerObjectivesTest {
  private static final List<LayerPair> LAYER = List.of(LayerPair.of("layer"));

  /** Three examples, two and three features. */
  private static final LossLab.Inputs RELATIONS =
      LossLab.Inputs.of(
              rows(3, 0, 0, 0, 0, 0, 0, 0, 0, 0),
              rows(3, 0, 0, 0, 0, 0, 0, 0, 0, 0),
              rows(3, 1, 0, 0, 1, 0, 0, 1, 0, 0))
          .with("layer", rows(2, 1, 0, 1, 1, 0, 2), rows(3, 2, 0, 1, 1, 1, 0, 0, 1, 3));

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  private static LossLab.Inputs one(Array student, Array teacher) {
    return LossLab.Inputs.of(rows(3, 0, 0, 0), rows(3, 0, 0, 0), rows(3, 1, 0, 0))
        .with("layer", student, teacher);
  }

  private static LossLab.Inputs two(Array student, Array teacher) {
    return GOLDEN.with("layer", student, teacher);
  }

  private static Array scaled(Array array, double factor) {
    float[] values = array.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) factor;
    }
    return new Array(values, array.shape());
  }

  // Channels last: positions (1,1), (1,2), (2,1), (2,2).
  private static final Array ATTENTIVE = maps(1, 2, 2, 1, 0, 2, 1, 0, 2, 1, 1);
  private static final Array OTHERWISE = maps(1, 2, 2, 1, 2, 0, 0, 1, 1, 0, 0, 1, 3, 1, 2);

  @Test
  void attentionTransferGivesTheGoldenValue() {
    assertThat(loss(new AttentionTransfer(LAYER), one(ATTENTIVE, OTHERWISE)))
        .isCloseTo(.2695192137, within(1e-6));
  }

  @Test
  void attentionTransferIgnoresAFactorAndTheOrderOfChannels() {
    Array scaledAndTurned = maps(1, 2, 2, 0, 3, 3, 6, 6, 0, 3, 3);

    assertThat(loss(new AttentionTransfer(LAYER), one(ATTENTIVE, scaledAndTurned)))
        .isCloseTo(0, within(1e-12));
  }

  @Test
  void attentionTransferAveragesTheLargerMapToTheSmaller() {
    // Blocks of 2 × 2 of the larger map hold one value each: their mean is that value.
    Array large = maps(1, 4, 4, 1, 1, 2, 2, 1, 1, 2, 2, 0, 0, 3, 3, 0, 0, 3, 3);
    Array small = maps(1, 2, 2, 1, 2, 0, 3);

    assertThat(loss(new AttentionTransfer(LAYER), one(large, small))).isCloseTo(0, within(1e-12));
    assertThat(loss(new AttentionTransfer(LAYER), one(small, large))).isCloseTo(0, within(1e-12));
  }

  @Test
  void poolingToASizeThatDoesNotDivideSharesRows() {
    // Three to two: cells average the first two and the last two of each direction.
    Array three = maps(1, 3, 3, 0, 2, 4, 2, 4, 6, 4, 6, 8);
    Array two = maps(1, 2, 2, 2, 4, 4, 6);

    assertThat(loss(new AttentionTransfer(LAYER), one(three, two))).isCloseTo(0, within(1e-12));
  }

  @Test
  void attentionTransferRefusesALayerWithoutPositions() {
    assertThatThrownBy(() -> loss(new AttentionTransfer(LAYER), RELATIONS))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "objectives: attention-transfer compares positions, of which the layer has none. Got"
                + " layer. Expected a layer before pooling, such as stage3.");
  }

  @Test
  void similarityPreservingGivesTheGoldenValue() {
    assertThat(loss(new SimilarityPreserving(LAYER), RELATIONS))
        .isCloseTo(.0917140075, within(1e-7));
  }

  @Test
  void rkdGivesTheGoldenValues() {
    assertThat(loss(new Rkd(LAYER, 1, 0), RELATIONS)).isCloseTo(.0194899229, within(1e-7));
    assertThat(loss(new Rkd(LAYER, 0, 1), RELATIONS)).isCloseTo(.0610516025, within(1e-7));
    assertThat(loss(new Rkd(LAYER, 25, 50), RELATIONS)).isCloseTo(3.5398281971, within(4e-6));
  }

  @Test
  void pktGivesTheGoldenValue() {
    assertThat(loss(new Pkt(LAYER), RELATIONS)).isCloseTo(.0063068604, within(3e-8));
  }

  @Test
  void relationsIgnoreScaleAndRotationAndRkdAlsoShifts() {
    // Turned by a quarter and doubled; then shifted by (5, −3).
    LossLab.Inputs turned =
        RELATIONS.with("layer", rows(2, 1, 0, 1, 1, 0, 2), rows(2, 0, 2, -2, 2, -4, 0));
    LossLab.Inputs shifted =
        RELATIONS.with("layer", rows(2, 1, 0, 1, 1, 0, 2), rows(2, 5, -1, 3, -1, 1, -3));

    assertThat(loss(new SimilarityPreserving(LAYER), turned)).isCloseTo(0, within(1e-12));
    assertThat(loss(new Pkt(LAYER), turned)).isCloseTo(0, within(1e-8));
    assertThat(loss(new Rkd(LAYER, 25, 50), turned)).isCloseTo(0, within(1e-9));
    assertThat(loss(new Rkd(LAYER, 25, 50), shifted)).isCloseTo(0, within(1e-9));
    assertThat(loss(new SimilarityPreserving(LAYER), shifted)).isGreaterThan(.01);
  }

  @Test
  void relationsOfASingleExampleAreNothing() {
    LossLab.Inputs single = one(rows(2, 1, 3), rows(3, 2, 0, 5));

    for (String name : List.of("similarity-preserving", "rkd", "pkt")) {
      Loss loss = objective("%s, layers: [stage1]".formatted(name));
      LossLab.Inputs inputs =
          single.with("stage1", single.student().get("layer"), single.teacher().get("layer"));
      assertThat(loss(loss, inputs)).as(name).isCloseTo(0, within(1e-7));
    }
  }

  @Test
  void hintsRegressFromTwiceHalfTheSameAndALargerSize() {
    int[][] sizes = {{4, 2}, {2, 4}, {3, 3}, {5, 3}};
    long[][] kernels = {{3, 3, 2, 3}, {4, 4, 3, 2}, {1, 1, 2, 3}, {3, 3, 2, 3}};
    for (int i = 0; i < sizes.length; i++) {
      int from = sizes[i][0];
      int to = sizes[i][1];
      LossLab.Inputs inputs = two(filled(2, from, 2, i), filled(2, to, 3, i + 10));
      try (LossLab lab = new LossLab(new Hints(LAYER), inputs)) {
        assertThat(lab.evaluate(inputs).loss()).isPositive().isFinite();
        assertThat(lab.variable("extra/layer-0/conv/kernel").shape())
            .as("%d to %d", from, to)
            .containsExactly(kernels[i]);
      }
    }
  }

  private static Array filled(int n, int size, int channels, long seed) {
    RandomStream random = new Seed(seed).stream();
    double[] values = new double[n * size * size * channels];
    Arrays.setAll(values, i -> Math.max(0, random.nextGaussian()));
    return maps(n, size, size, values);
  }

  @Test
  void hintsOfFeaturesWithoutPositionsAreMapsOfOne() {
    LossLab.Inputs inputs = two(rows(2, 1, 0, 1, 1), rows(3, 2, 0, 1, 1, 1, 0));

    try (LossLab lab = new LossLab(new Hints(LAYER), inputs)) {
      assertThat(lab.evaluate(inputs).loss()).isPositive().isFinite();
      assertThat(lab.variable("extra/layer-0/conv/kernel").shape()).containsExactly(1, 1, 2, 3);
    }
  }

  @Test
  void hintsAreTheMeanSquareOfWhatTheRegressorMisses() {
    // An identity kernel; the batch is already normal: mean 0 and variance 1 but for ε, and the
    // ReLU
    // keeps 1 of ±1. The teacher says 1 and 0, then 3 and 0.
    LossLab.Inputs agreeing = two(rows(1, 1, -1), rows(1, 1, 0));
    LossLab.Inputs missing = two(rows(1, 1, -1), rows(1, 3, 0));
    try (LossLab lab = new LossLab(new Hints(LAYER), agreeing)) {
      lab.assign("extra/layer-0/conv/kernel", new Array(new float[] {1}, 1, 1, 1, 1));

      assertThat(lab.evaluate(agreeing).loss()).isCloseTo(0, within(1e-9));
      assertThat(lab.evaluate(missing).loss()).isCloseTo(2, within(1e-4));
    }
  }

  @Test
  void hintsRefuseSizesThatDoNotFitAndSayWhatWould() {
    LossLab.Inputs inputs =
        GOLDEN
            .with("small", filled(2, 2, 2, 1), filled(2, 2, 2, 1))
            .with("large", filled(2, 8, 2, 1), filled(2, 8, 2, 1))
            .with("middle", filled(2, 4, 2, 1), filled(2, 4, 2, 1));

    assertThatThrownBy(() -> loss(new Hints(List.of(LayerPair.of("small:large"))), inputs))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "objectives: no regressor leads from the student's small to the teacher's large. Got"
                + " 2x2 and 8x8. Expected half the teacher's size, or at least all of it:"
                + " large:large, middle:large.");
  }

  @Test
  void aLayerThatTheStudentDoesNotHaveIsRefused() {
    assertThatThrownBy(
            () -> loss(new SimilarityPreserving(List.of(LayerPair.of("stage7:layer"))), RELATIONS))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "objectives: the student has no such layer. Got stage7. Expected one of [layer].");
  }

  @Test
  void vidIsTheLikelihoodOfAGaussian() {
    // Kernels of zero predict 0 everywhere, with variance 5.
    LossLab.Inputs inputs = two(rows(2, 1, 0, 1, 1), rows(1, 2, 4));
    try (LossLab lab = new LossLab(new Vid(LAYER), inputs)) {
      lab.assign("extra/layer-0/3/kernel", new Array(new float[1], 1, 1, 1, 1));

      assertThat(lab.evaluate(inputs).loss())
          .isCloseTo((((4 + 16) / 2.0) / 5 + Math.log(5)) / 2, within(1e-6));
    }
  }

  @Test
  void vidComparesAtTheSmallerSize() {
    for (int[] sizes : new int[][] {{4, 2}, {2, 4}}) {
      LossLab.Inputs inputs = two(filled(2, sizes[0], 2, 1), filled(2, sizes[1], 3, 2));

      assertThat(loss(new Vid(LAYER), inputs)).isFinite();
    }
  }

  @Test
  void interpretiveIsTheSquaredErrorOfReadingTheConcepts() {
    // A head of zeros reads 0: the error is the number of concepts shown, 2 and 1.
    LossLab.Inputs inputs =
        two(rows(2, 1, 0, 1, 1), rows(1, 2, 4)).withConcepts(rows(4, 1, 0, 1, 0, 0, 0, 0, 1));
    try (LossLab lab = new LossLab(new Interpretive(LAYER), inputs)) {
      lab.assign("extra/layer-0/kernel", new Array(new float[8], 2, 4));

      assertThat(lab.evaluate(inputs).loss()).isCloseTo(1.5, within(1e-6));
    }
  }

  @Test
  void interpretiveRefusesATrainingSetOfUnknownConcepts() {
    assertThatThrownBy(() -> loss(new Interpretive(LAYER), RELATIONS))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "objectives: interpretive needs to know which concepts each image shows. Got a training"
                + " set that does not say. Expected data.source generator.");
  }

  @Test
  void explanationMatchingIsOneMinusTheCosineForTheTeachersClass() {
    // The teacher prefers class 1, whose maps are (3, 0) for it and (3, 4) for the student.
    LossLab.Inputs inputs =
        LossLab.Inputs.of(rows(2, 9, 0), rows(2, 1, 2), rows(2, 1, 0))
            .with("class-maps", maps(1, 1, 2, 7, 3, 7, 4), maps(1, 1, 2, 9, 3, 1, -5));

    assertThat(loss(new ExplanationMatching(), inputs)).isCloseTo(1 - .6, within(1e-6));
  }

  @Test
  void explanationsOfNothingCountNothing() {
    LossLab.Inputs logits = LossLab.Inputs.of(rows(2, 9, 0), rows(2, 1, 2), rows(2, 1, 0));
    Array something = maps(1, 1, 2, 7, 3, 7, 4);
    Array nothing = maps(1, 1, 2, 9, -3, 1, -5);

    assertThat(loss(new ExplanationMatching(), logits.with("class-maps", something, nothing)))
        .isZero();
    assertThat(loss(new ExplanationMatching(), logits.with("class-maps", nothing, something)))
        .isEqualTo(1);
  }

  @Test
  void factorsOfBothNetworksScaleAHintBySquare() {
    // The regressor normalises; so that the factor is seen, its norm's scale follows.
    LossLab.Inputs inputs = two(filled(2, 3, 2, 1), filled(2, 3, 3, 2));
    LossLab.Inputs doubled =
        inputs.with(
            "layer", inputs.student().get("layer"), scaled(inputs.teacher().get("layer"), 2));
    try (LossLab lab = new LossLab(new Hints(LAYER), inputs)) {
      double once = lab.evaluate(inputs).loss();
      lab.assign("extra/layer-0/norm/gamma", new Array(new float[] {2, 2, 2}, 3));

      assertThat(lab.evaluate(doubled).loss()).isCloseTo(4 * once, within(1e-5));
    }
  }
}
