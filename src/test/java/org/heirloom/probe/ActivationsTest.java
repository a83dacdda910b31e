package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.heirloom.StudyException;
import org.heirloom.explain.TestNetworks;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.ClassGradients.Target;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

class ActivationsTest {
  private static final NetworkFunction NETWORK = TestNetworks.convolutional(3, 4, 21);

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  private static List<String> ids(int n) {
    return IntStream.range(0, n).mapToObj(i -> "e" + i).toList();
  }

  @Test
  void poolsByTheMeanAndDifferentiatesByTheSum() {
    // One image of two channels; logits = channel means times (2, -1; 0, 3).
    NetworkFunction linear = TestNetworks.pooledLinear(new float[] {2, 0}, new float[] {-1, 3});
    Array image = new Array(new float[] {1, 10, 2, 20, 3, 30, 6, 40}, 1, 2, 2, 2);

    try (Activations activations = new Activations(linear, List.of("image"), 2, 2, 2)) {
      Activations.Forward forward = activations.forward(ids(1), image);

      assertThat(forward.pooled().layer("image")[0]).containsExactly(3, 25);
      assertThat(forward.logits().values()).containsExactly(-19, 75);
      // The gradient by a pooled activation is the classifier's weight itself.
      assertThat(activations.gradients(ids(1), image, new int[] {0}).layer("image")[0])
          .containsExactly(2, -1);
      assertThat(activations.gradients(ids(1), image, new int[] {1}).layer("image")[0])
          .containsExactly(0, 3);
    }
  }

  @Test
  void flattenedActivationsKeepEveryPositionAndItsGradient() {
    NetworkFunction linear = TestNetworks.pooledLinear(new float[] {2, 0}, new float[] {-1, 3});
    float[] pixels = {1, 10, 2, 20, 3, 30, 6, 40};
    Array image = new Array(pixels, 1, 2, 2, 2);
    Activations.View view = new Activations.View(true, Target.LOGIT);

    try (Activations activations =
        new Activations(linear, List.of("image"), List.of(), view, 2, 2, 2)) {
      assertThat(activations.forward(ids(1), image).pooled().layer("image")[0])
          .containsExactly(1, 10, 2, 20, 3, 30, 6, 40);
      // Each of 4 positions has a quarter of the classifier's weight.
      assertThat(activations.gradients(ids(1), image, new int[] {0}).layer("image")[0])
          .containsExactly(.5, -.25, .5, -.25, .5, -.25, .5, -.25);
    }
  }

  @Test
  void lossCanFallWhereTheLogitRises() {
    // Channel 0 moves the logits by (1, 3, 0); channel 1 sets probabilities to (.2, .5, .3).
    NetworkFunction linear =
        TestNetworks.pooledLinear(
            new float[] {1, 3, 0},
            new float[] {(float) Math.log(.2), (float) Math.log(.5), (float) Math.log(.3)});
    Array image = new Array(new float[] {0, 1}, 1, 1, 1, 2);

    assertThat(alongChannel0(linear, image, Target.LOGIT)).isCloseTo(1, within(1e-6));
    assertThat(alongChannel0(linear, image, Target.LOSS)).isCloseTo(-.7, within(1e-6));
  }

  private static double alongChannel0(NetworkFunction network, Array image, Target target) {
    Activations.View view = new Activations.View(false, target);
    try (Activations activations =
        new Activations(network, List.of("image"), List.of(), view, 1, 1, 2)) {
      return activations.gradients(ids(1), image, new int[] {0}).layer("image")[0][0];
    }
  }

  @Test
  void resultsHaveTheSameBitsHoweverImagesAreSplit() {
    Array images = TestNetworks.images(70, 12, 3, 2);
    int[] classes = IntStream.range(0, 70).map(i -> i % 4).toArray();
    List<String> layers = List.of("first", "second", "pooled");

    try (Activations activations = new Activations(NETWORK, layers, 12, 12, 3)) {
      Activations.Forward whole = activations.forward(ids(70), images);
      Representations gradients = activations.gradients(ids(70), images, classes);
      Array one = new Array(images.row(66), 1, 12, 12, 3);
      Activations.Forward alone = activations.forward(ids(1), one);
      Representations gradient = activations.gradients(ids(1), one, new int[] {classes[66]});

      assertThat(alone.logits().row(0)).containsExactly(whole.logits().row(66));
      for (String layer : layers) {
        assertThat(alone.pooled().layer(layer)[0]).containsExactly(whole.pooled().layer(layer)[66]);
        assertThat(gradient.layer(layer)[0]).containsExactly(gradients.layer(layer)[66]);
      }
    }
  }

  /** The network with a number added to every place of one channel of the layer {@code first}. */
  private static NetworkFunction nudged(int channel, float by) {
    return (tf, images) -> {
      float[] nudge = new float[8];
      nudge[channel] = by;
      Map<String, Operand<TFloat32>> layers = new LinkedHashMap<>();
      Operand<TFloat32> input = tf.math.add(images, tf.constant(nudge));
      layers.put("first", input);
      // Softplus is smooth, so that finite differences have no kinks to step over.
      Operand<TFloat32> smooth = tf.math.softplus(TestNetworks.filtered(tf, input, 8, 6, 31));
      Operand<TFloat32> logits =
          tf.linalg.matMul(
              tf.math.mean(smooth, tf.array(1, 2)), TestNetworks.weights(tf, 32, 6, 3));
      return new Network(logits, layers);
    };
  }

  private static float logit(Array images, int channel, float by) {
    try (Activations activations =
        new Activations(nudged(channel, by), List.of("first"), 6, 6, 8)) {
      return activations.forward(ids(1), images).logits().values()[1];
    }
  }

  @Test
  void gradientsAgreeWithCentralDifferences() {
    Array images = TestNetworks.images(1, 6, 8, 3);
    float step = .01f;
    double[] differences = new double[8];
    for (int c = 0; c < 8; c++) {
      differences[c] = (logit(images, c, step) - logit(images, c, -step)) / (2.0 * step);
    }

    try (Activations activations = new Activations(nudged(0, 0), List.of("first"), 6, 6, 8)) {
      double[] gradient = activations.gradients(ids(1), images, new int[] {1}).layer("first")[0];

      // Single precision: rounding of 1e-7 over a step of 0.01 leaves some 1e-5 of the logit.
      double scale = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
      assertThat(gradient).containsExactly(differences, within(1e-3 * scale));
    }
  }

  @Test
  void wrongLayerIsRefusedWithTheRightNames() {
    assertThatThrownBy(() -> new Activations(NETWORK, List.of("frist"), 12, 12, 3))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "layers: the network has no such layer. Got frist. Expected one of: first, second, pooled.");
  }
}
