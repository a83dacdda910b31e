package org.heirloom.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.heirloom.Seed;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.Explainer;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.explain.TestNetworks;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

class SensitivityTest {
  private static final ExplainRequest REQUEST =
      new ExplainRequest(List.of("a", "b"), TestNetworks.images(2, 6, 1, 3), new int[] {0, 1});

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  /** Explains by a function of the image's values. */
  private record OfPixels(UnaryOperator<Float> function) implements Explainer {
    @Override
    public String name() {
      return "of-pixels";
    }

    @Override
    public SaliencyMaps explain(ExplainRequest request) {
      float[] values = request.images().values().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] = function.apply(values[i]);
      }
      return new SaliencyMaps(new Array(values, request.size(), 6, 6), List.of("", ""));
    }

    @Override
    public Cost cost() {
      return new Cost(0, 0);
    }

    @Override
    public void close() {}
  }

  private static List<Sensitivity> of(
      NetworkFunction network, UnaryOperator<Float> function, double radius) {
    OfPixels explainer = new OfPixels(function);
    try (ClassScores scores = new ClassScores(network, 6, 6, 1)) {
      return Sensitivity.of(
          explainer,
          scores,
          REQUEST,
          explainer.explain(REQUEST),
          new Sensitivity.Setting(radius, 4, new Seed(8)));
    }
  }

  private static final NetworkFunction SURE = TestNetworks.constant(1, 0);

  @Test
  void noChangeOfTheImageMovesNoMap() {
    assertThat(of(SURE, v -> v, 0)).containsOnly(new Sensitivity(0, 0, ""));
  }

  @Test
  void constantMapDoesNotMove() {
    assertThat(of(SURE, v -> 1f, .02)).containsOnly(new Sensitivity(0, 0, ""));
  }

  @Test
  void mapThatIsTwiceTheImageMovesTwiceAsFar() {
    for (Sensitivity sensitivity : of(SURE, v -> 2 * v, .02)) {
      assertThat(sensitivity.lipschitz()).isCloseTo(2, within(1e-4));
      // Noise of ±.02 has a deviation of .0115; an image uniform in [0, 1) a root mean square of
      // .58.
      assertThat(sensitivity.greatest()).isBetween(.01, .035);
    }
  }

  @Test
  void emptyMapHasNoRelativeDistance() {
    assertThat(of(SURE, v -> 0f, .02).get(0).measured("edge", "a"))
        .extracting(m -> m.metric() + " " + m.value() + " " + m.flag())
        .containsExactly("max-sensitivity NaN empty-map", "lipschitz 0.0 ");
  }

  @Test
  void changesOfThePredictionAreDiscarded() {
    // Class 0 for images that are grey all over: any noise makes it class 1.
    float[] grid = new float[72];
    Arrays.fill(grid, .5f);
    NetworkFunction exact =
        (tf, images) -> {
          Operand<TFloat32> off =
              tf.expandDims(
                  tf.reduceSum(
                      tf.math.abs(tf.math.sub(images, tf.constant(.5f))), tf.array(1, 2, 3)),
                  tf.constant(1));
          return new Network(
              tf.concat(List.of(tf.math.sub(tf.constant(1e-3f), off), off), tf.constant(1)),
              Map.of());
        };
    ExplainRequest request =
        new ExplainRequest(List.of("a", "b"), new Array(grid, 2, 6, 6, 1), new int[] {0, 0});
    OfPixels explainer = new OfPixels(v -> v);
    try (ClassScores scores = new ClassScores(exact, 6, 6, 1)) {
      assertThat(
              Sensitivity.of(
                  explainer,
                  scores,
                  request,
                  explainer.explain(request),
                  new Sensitivity.Setting(.02, 4, new Seed(8))))
          .allSatisfy(
              s -> {
                assertThat(s.greatest()).isNaN();
                assertThat(s.flag()).isEqualTo("prediction-changes");
              });
    }
  }
}
