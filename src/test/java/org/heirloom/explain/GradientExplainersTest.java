package org.heirloom.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.heirloom.model.Array;
import org.heirloom.model.Model;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.study.ExplainerSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

class GradientExplainersTest {
  private static final Offset<Float> ROUNDING = within(1e-5f);

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  @Nested
  class OfTheGradient extends ExplainerContract {
    @Override
    String name() {
      return "gradient";
    }
  }

  @Nested
  class OfGradientTimesInput extends ExplainerContract {
    @Override
    String name() {
      return "gradient-x-input";
    }
  }

  @Nested
  class OfSmoothGrad extends ExplainerContract {
    @Override
    String name() {
      return "smooth-grad";
    }
  }

  @Nested
  class OfIntegratedGradients extends ExplainerContract {
    @Override
    String name() {
      return "integrated-gradients";
    }
  }

  /** The logit of class 0 is a weighted sum of all values. */
  private static NetworkFunction linear(float... weights) {
    return (tf, images) -> {
      float[][] matrix = new float[weights.length][2];
      for (int i = 0; i < weights.length; i++) {
        matrix[i][0] = weights[i];
      }
      Operand<TFloat32> flat = tf.reshape(images, tf.array(-1, weights.length));
      return new Network(tf.linalg.matMul(flat, tf.constant(matrix)), Map.of());
    };
  }

  private static final NetworkFunction LINEAR = linear(1, -2, 0, 3, .5f, .5f, -1, 0);

  private static final Array IMAGE =
      new Array(new float[] {.1f, .2f, .3f, .4f, .5f, .6f, .7f, .8f}, 1, 2, 2, 2);

  private static float[] maps(String name) {
    return Maps.of(name, LINEAR, TestNetworks.few(), IMAGE).values().values();
  }

  @Test
  void gradientOfALinearNetworkIsItsWeights() {
    assertThat(maps("gradient")).containsExactly(new float[] {3, 3, 1, 1}, ROUNDING);
  }

  @Test
  void gradientTimesInputOfALinearNetworkIsWhatEachPixelAdds() {
    assertThat(maps("gradient-x-input"))
        .containsExactly(new float[] {-.3f, 1.2f, .55f, -.7f}, ROUNDING);
  }

  @Test
  void integratedGradientsOfALinearNetworkAreTheSameFromBlack() {
    assertThat(maps("integrated-gradients"))
        .containsExactly(new float[] {-.3f, 1.2f, .55f, -.7f}, ROUNDING);
  }

  @Test
  void smoothGradOfALinearNetworkIsTheGradientWithoutError() {
    SaliencyMaps maps = Maps.of("smooth-grad", LINEAR, TestNetworks.few(), IMAGE);

    assertThat(maps.values().values()).containsExactly(maps("gradient"), ROUNDING);
    assertThat(maps.efforts().get(0).error().getAsDouble()).isLessThan(1e-6);
  }

  @Test
  void smoothGradWithoutNoiseIsTheGradient() {
    NetworkFunction network = TestNetworks.convolutional(3, 4, 2);
    Array images = TestNetworks.images(3, 10, 3, 1);

    assertThat(
            Maps.of(
                    "smooth-grad",
                    network,
                    Maps.with(new ExplainerSettings.SmoothGrad(4, 0)),
                    images)
                .values()
                .values())
        .containsExactly(
            Maps.of("gradient", network, TestNetworks.few(), images).values().values(), ROUNDING);
  }

  @Test
  void moreCopiesThanABlockHolds() {
    NetworkFunction network = TestNetworks.convolutional(3, 4, 2);
    SaliencyMaps maps =
        Maps.of(
            "smooth-grad",
            network,
            Maps.with(new ExplainerSettings.SmoothGrad(150, .1)),
            TestNetworks.images(1, 10, 3, 1));

    assertThat(maps.efforts().get(0).calls()).isEqualTo(150);
    assertThat(maps.efforts().get(0).error().getAsDouble()).isBetween(.001, .5);
  }

  @Test
  void gradientTimesInputSumsUpToTheLogitWithoutBiases() {
    NetworkFunction network = TestNetworks.convolutional(3, 4, 2);
    Array images = TestNetworks.images(3, 10, 3, 1);
    Array maps = Maps.of("gradient-x-input", network, TestNetworks.few(), images).values();

    try (Model model = TestNetworks.blackBox(network, 10, 3)) {
      Array logits = model.logits(images);
      for (int i = 0; i < 3; i++) {
        assertThat(sum(maps.row(i))).isCloseTo(logits.row(i)[0], within(1e-4));
      }
    }
  }

  private static double sum(float[] map) {
    double sum = 0;
    for (float value : map) {
      sum += value;
    }
    return sum;
  }

  /** x⁴ of one pixel: the midpoint rule gives .9950 with 10 points, and .9992 with 25. */
  private static SaliencyMaps fourthPower(int steps) {
    NetworkFunction power =
        (tf, images) -> {
          Operand<TFloat32> x = tf.reshape(images, tf.array(-1, 1));
          Operand<TFloat32> squared = tf.math.square(x);
          Operand<TFloat32> logit = tf.math.square(squared);
          return new Network(
              tf.concat(List.of(logit, tf.zerosLike(logit)), tf.constant(1)), Map.of());
        };
    return Maps.of(
        "integrated-gradients",
        power,
        Maps.with(new ExplainerSettings.IntegratedGradients(steps, "black")),
        new Array(new float[] {1}, 1, 1, 1, 1));
  }

  @Test
  void pathIsFollowedByTheMidpointRule() {
    assertThat(fourthPower(10).values().values()[0]).isCloseTo(.995f, ROUNDING);
    assertThat(fourthPower(25).values().values()[0]).isCloseTo(.9992f, ROUNDING);
    assertThat(fourthPower(100).values().values()[0]).isCloseTo(.99995f, ROUNDING);
    assertThat(fourthPower(100).flags()).containsExactly("");
  }

  @Test
  void mapThatDoesNotSumUpToTheDifferenceIsFlagged() {
    assertThat(fourthPower(1).values().values()[0]).isCloseTo(.5f, ROUNDING);
    assertThat(fourthPower(1).flags()).containsExactly("incomplete-path");
  }

  @Test
  void integratedGradientsOfAConvolutionalNetworkAreComplete() {
    SaliencyMaps maps =
        Maps.of(
            "integrated-gradients",
            TestNetworks.convolutional(3, 4, 2),
            Maps.with(new ExplainerSettings.IntegratedGradients(100, "black")),
            TestNetworks.images(4, 10, 3, 1));

    assertThat(maps.flags()).containsOnly("");
    assertThat(maps.efforts().get(0).calls()).isEqualTo(102);
  }
}
