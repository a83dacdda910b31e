package org.heirloom.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.model.Prototypes;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Faint chequered images, which compression makes flat: a network that goes by it alone says class
 * 1 of flat images and 0 of others.
 */
class CompressionCueTest {

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  private static Pixels chequered(int grey) {
    byte[] bytes = new byte[8 * 8 * 3];
    for (int i = 0; i < bytes.length; i++) {
      int pixel = i / 3;
      bytes[i] = (byte) (grey + ((pixel / 8 + pixel % 8) % 2 == 0 ? 4 : -4));
    }
    return new Pixels(8, 8, 3, bytes);
  }

  private static final CompressionCue.Examples EXAMPLES =
      new CompressionCue.Examples(
          List.of("a", "b", "c", "d"),
          List.of(chequered(90), chequered(100), chequered(128), chequered(150)),
          new int[] {0, 1, 0, 1});

  /** How uneven an image is, less what lies between chequered and flat: [n, 1]. */
  private static Operand<TFloat32> unevenness(Ops tf, Operand<TFloat32> images) {
    Operand<TFloat32> flat = tf.reshape(images, tf.array(-1, 8 * 8 * 3));
    Operand<TFloat32> mean = tf.expandDims(tf.math.mean(flat, tf.constant(1)), tf.constant(1));
    Operand<TFloat32> distance = tf.math.mean(tf.math.abs(tf.math.sub(flat, mean)), tf.constant(1));
    return tf.expandDims(tf.math.sub(distance, tf.constant(2 / 255f)), tf.constant(1));
  }

  private static NetworkFunction cheating(boolean answers) {
    return (tf, images) -> {
      Operand<TFloat32> uneven = unevenness(tf, images);
      Operand<TFloat32> even = tf.math.neg(uneven);
      Operand<TFloat32> five = tf.tile(uneven, tf.array(1, Prototypes.PER_CLASS));
      Map<String, Operand<TFloat32>> layers = new LinkedHashMap<>();
      layers.put(Prototypes.SIMILARITIES, images);
      layers.put("pooled", tf.concat(List.of(five, tf.math.neg(five)), tf.constant(1)));
      Operand<TFloat32> nothing = tf.math.mul(uneven, tf.constant(0f));
      return new Network(
          answers
              ? tf.concat(List.of(uneven, even), tf.constant(1))
              : tf.concat(List.of(tf.math.add(nothing, tf.constant(1f)), nothing), tf.constant(1)),
          layers);
    };
  }

  private static Map<String, List<Double>> measured(NetworkFunction network, boolean prototypes) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    try (CompressionCue cue = new CompressionCue(network, 8, 8, 3)) {
      for (Measured m : cue.measured(EXAMPLES, label -> label == 1, 20, prototypes)) {
        assertThat(MetricCatalogue.find(m.metric())).isPresent();
        values
            .computeIfAbsent((m.metric() + " " + m.subject()).strip(), k -> new ArrayList<>())
            .add(m.value());
      }
    }
    return values;
  }

  @Test
  void networkThatGoesByCompressionIsRightWithTheCueAndWrongAgainstIt() {
    Map<String, List<Double>> values = measured(cheating(true), true);

    assertThat(values.get("compression-accuracy clean")).containsExactly(1.0, 0.0, 1.0, 0.0);
    assertThat(values.get("compression-accuracy mixed")).containsOnly(1.0);
    assertThat(values.get("compression-accuracy conflicting")).containsOnly(0.0);
    assertThat(values.get("explanation-flip")).containsOnly(1.0);
    assertThat(values.get("explanation-flip-alone")).containsOnly(0.0);
  }

  @Test
  void explanationMayFlipUnderTheSameAnswer() {
    Map<String, List<Double>> values = measured(cheating(false), true);

    assertThat(values.get("compression-accuracy conflicting")).containsExactly(1.0, 0.0, 1.0, 0.0);
    assertThat(values.get("explanation-flip")).containsOnly(1.0);
    assertThat(values.get("explanation-flip-alone")).containsOnly(1.0);
  }

  @Test
  void networkWithoutPrototypesHasNoExplanationToFlip() {
    assertThat(measured(cheating(true), false).keySet())
        .containsExactly(
            "compression-accuracy clean",
            "compression-accuracy mixed",
            "compression-accuracy conflicting");
  }
}
