package org.heirloom.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.explain.TestNetworks;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaithfulnessTest {
  private static final int SIZE = 4;
  private static final float[] WEIGHTS = TestNetworks.random(9, 1, 16).values();
  private static final Array IMAGE = TestNetworks.images(1, SIZE, 1, 2);

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  /** Logit 0 is Σ weight × pixel; logit 1 is its opposite. */
  private static final NetworkFunction LINEAR =
      (tf, images) -> {
        float[] both = new float[2 * WEIGHTS.length];
        for (int i = 0; i < WEIGHTS.length; i++) {
          both[2 * i] = WEIGHTS[i];
          both[2 * i + 1] = -WEIGHTS[i];
        }
        return new Network(
            tf.linalg.matMul(
                tf.reshape(images, tf.array(-1, WEIGHTS.length)),
                tf.reshape(tf.constant(both), tf.array(WEIGHTS.length, 2))),
            Map.of());
      };

  private static Faithfulness of(NetworkFunction network, float[] map) {
    RandomRemovals.Setting setting =
        new RandomRemovals.Setting(
            SIZE, SIZE, 1, 20, .25, new Substrate.Constant(List.of(0f)), new Seed(5));
    try (RandomRemovals removals = new RandomRemovals(network, setting)) {
      ExplainRequest request = new ExplainRequest(List.of("one"), IMAGE, new int[] {0});
      SaliencyMaps maps = new SaliencyMaps(new Array(map, 1, SIZE, SIZE), List.of(""));
      return RandomRemovals.of(removals.drops(request), maps).get(0);
    }
  }

  private static float[] gradientTimesInput(float factor) {
    float[] map = new float[WEIGHTS.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = factor * WEIGHTS[i] * IMAGE.values()[i];
    }
    return map;
  }

  @Test
  void gradientTimesInputTellsALinearNetworkInAnyUnit() {
    for (float unit : new float[] {1, 1000, 1e-3f}) {
      Faithfulness faithfulness = of(LINEAR, gradientTimesInput(unit));

      assertThat(faithfulness.correlation()).isCloseTo(1, within(1e-9));
      assertThat(faithfulness.infidelity()).isCloseTo(0, within(1e-9));
      assertThat(faithfulness.flag()).isEmpty();
    }
  }

  @Test
  void mapThatPointsTheWrongWayTellsNothing() {
    Faithfulness faithfulness = of(LINEAR, gradientTimesInput(-1));

    assertThat(faithfulness.correlation()).isCloseTo(-1, within(1e-9));
    assertThat(faithfulness.infidelity()).isEqualTo(1);
  }

  @Test
  void noiseTellsLittle() {
    Faithfulness faithfulness = of(LINEAR, TestNetworks.random(77, 1, 16).values());

    assertThat(faithfulness.infidelity()).isBetween(.4, 1.0);
    assertThat(Math.abs(faithfulness.correlation())).isLessThan(.8);
  }

  @Test
  void scaleIsThatOfLeastSquares() {
    // β = (1·2 + 2·3) / (1 + 4) = 1.6: rests −.4 and .2, squares .2; drops' squares 13.
    Faithfulness faithfulness = Faithfulness.of(new double[] {1, 2}, new double[] {2, 3});

    assertThat(faithfulness.infidelity()).isCloseTo(.2 / 13, within(1e-12));
  }

  @Test
  void whatHasNoOrderIsFlagged() {
    assertThat(of(LINEAR, new float[16]))
        .isEqualTo(new Faithfulness(Double.NaN, 1, "constant-map"));
    assertThat(of(TestNetworks.constant(1, 0), gradientTimesInput(1)))
        .isEqualTo(new Faithfulness(Double.NaN, Double.NaN, "no-drop"));
    assertThat(of(TestNetworks.constant(Float.NaN, 0), gradientTimesInput(1)).flag())
        .isEqualTo("not-finite");
  }

  @Test
  void everyNetworkIsAskedAboutTheSameSets() {
    RandomRemovals.Setting setting =
        new RandomRemovals.Setting(
            SIZE, SIZE, 1, 5, .25, new Substrate.Constant(List.of(0f)), new Seed(5));
    ExplainRequest request = new ExplainRequest(List.of("one"), IMAGE, new int[] {0});
    try (RandomRemovals one = new RandomRemovals(LINEAR, setting);
        RandomRemovals other = new RandomRemovals(TestNetworks.constant(1, 0), setting)) {
      int[][] sets = one.drops(request).get(0).sets();

      assertThat(sets).isDeepEqualTo(other.drops(request).get(0).sets());
      assertThat(sets[0]).hasSize(4).doesNotHaveDuplicates();
    }
  }
}
