package org.heirloom.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.heirloom.model.Array;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Weights;
import org.heirloom.study.Pooling;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class PoolingTest {

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  /** Pools the logits of two positions; the values are the logit and its two derivatives. */
  private static float[] pooled(Pooling pooling, float first, float second) {
    try (Program program =
        Program.build(
            tf -> {
              Operand<TFloat32> maps =
                  tf.withName("maps")
                      .placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, 1, 2, 1)));
              Operand<TFloat32> logit = new PositionPooling(tf).apply(pooling, maps);
              @SuppressWarnings("unchecked")
              Operand<TFloat32> slope =
                  (Operand<TFloat32>)
                      tf.gradients(tf.reduceSum(logit, tf.array(0, 1)), List.of(maps))
                          .iterator()
                          .next();
              return Map.of("logit", logit, "slope", slope);
            })) {
      Map<String, Array> result =
          program.run(Map.of("maps", new Array(new float[] {first, second}, 1, 1, 2, 1)));
      assertThat(result.get("logit").shape()).containsExactly(1, 1);
      float[] slope = result.get("slope").values();
      return new float[] {result.get("logit").values()[0], slope[0], slope[1]};
    }
  }

  /**
   * Logits 0 and ln 3 are probabilities 1/2 and 3/4. Noisy or: 1 − 1/2 × 1/4 = 7/8, whose logit is
   * ln 7. Soft maximum: ln((1 + 3⁵) / 2) / 5 = ln 122 / 5.
   */
  @ParameterizedTest
  @CsvSource({
    "MEAN, 0.549306, 0.5, 0.5",
    "MAX, 1.098612, 0, 1",
    "NOISY_OR, 1.945910, 0.571429, 0.857143",
    "LSE, 0.960804, 0.004098, 0.995902"
  })
  void poolsAsByHand(Pooling pooling, float logit, float firstSlope, float secondSlope) {
    // d noisy-or / dx = σ(x) / p: (1/2) / (7/8) and (3/4) / (7/8).
    assertThat(pooled(pooling, 0, (float) Math.log(3)))
        .containsExactly(new float[] {logit, firstSlope, secondSlope}, within(1e-5f));
  }

  @ParameterizedTest
  @EnumSource(names = {"MEAN", "MAX", "NOISY_OR", "LSE"})
  void extremeLogitsStayFinite(Pooling pooling) {
    for (float first : new float[] {-1e4f, -90, -18, -16, 0, 16, 90, 1e4f}) {
      for (float second : new float[] {-1e4f, 0, 1e4f}) {
        for (float value : pooled(pooling, first, second)) {
          assertThat(value).as("%s of %s and %s", pooling, first, second).isFinite();
        }
      }
    }
  }

  @Test
  void noisyOrOfRareEventsIsTheirSum() {
    // Both have probability exp(−1000), below every float: together twice as much.
    assertThat(pooled(Pooling.NOISY_OR, -1000, -1000))
        .containsExactly(new float[] {(float) (-1000 + Math.log(2)), 0.5f, 0.5f}, within(1e-3f));
    assertThat(pooled(Pooling.NOISY_OR, 40, -1000)[0]).isCloseTo(40, within(1e-4f));
  }

  @Test
  void attentionWeighsPositionsByTheirScores() {
    // Two positions with features (artanh ½, 1) and (0, 3); V is the identity and w = (2, 0), so
    // the scores are 2 × ½ = 1 and 0, and the weights e / (1 + e) and 1 / (1 + e).
    Weights weights =
        new Weights(
            Map.of(
                "attention/hidden/kernel", new Array(new float[] {1, 0, 0, 1}, 2, 2),
                "attention/score/kernel", new Array(new float[] {2, 0}, 2, 1),
                "classifier/kernel", new Array(new float[] {1, 0, 0, 1}, 2, 2),
                "classifier/bias", new Array(new float[] {0, 10}, 2)));
    float artanh = (float) (Math.log(3) / 2);
    ModelSpec spec =
        new ModelSpec("any", 2, "attention", 8, 3, 2, List.of(), List.of(), List.of(), 0, 0);
    try (Program program =
        Program.build(
            tf -> {
              Operand<TFloat32> features =
                  tf.withName("features")
                      .placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, 1, 2, 2)));
              Head head = new Head(new ConstantLayers(tf, weights), features, spec, LayerEdit.NONE);
              return Map.of("logits", head.logits(), "maps", head.classMaps());
            })) {
      Map<String, Array> result =
          program.run(Map.of("features", new Array(new float[] {artanh, 1, 0, 3}, 1, 1, 2, 2)));

      float share = (float) (Math.E / (1 + Math.E));
      assertThat(result.get("logits").values())
          .containsExactly(
              new float[] {share * artanh, 10 + share + 3 * (1 - share)}, within(1e-5f));
      assertThat(result.get("maps").values())
          .containsExactly(new float[] {artanh, 11, 0, 13}, within(1e-5f));
    }
  }
}
