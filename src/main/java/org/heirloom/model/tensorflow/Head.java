package org.heirloom.model.tensorflow;

import java.util.Optional;
import org.heirloom.model.Footprint;
import org.heirloom.model.Kernel;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Window;
import org.heirloom.study.Pooling;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * From the last features to logits: a linear classifier of each position, pooled over positions.
 *
 * <p>Poolings of features pool before they classify, which comes to the same and is cheaper.
 */
final class Head {
  /** Name of the features that are pooled before they are classified. */
  static final String POOLED = "pooled";

  private static final String CLASSIFIER = "classifier";
  private static final String ATTENTION = "attention";

  private final Ops tf;
  private final Layers layers;
  private final Operand<TFloat32> features;
  private final int channels;
  private final int classes;
  private final Operand<TFloat32> pooled;
  private final Operand<TFloat32> logits;

  /**
   * Adds the head.
   *
   * @param features {@code [n, height, width, channels]}
   * @param edit changes the pooled features; class maps, which are not pooled, do not feel it
   */
  Head(Layers layers, Operand<TFloat32> features, ModelSpec spec, LayerEdit edit) {
    this.tf = layers.tf;
    this.layers = layers;
    this.features = features;
    this.channels = layers.channels(features);
    this.classes = spec.classes();
    Pooling pooling = Pooling.of(spec.pooling());
    this.pooled =
        switch (pooling) {
          case MEAN -> edit.apply(POOLED, tf.math.mean(features, tf.array(1, 2)));
          case ATTENTION -> edit.apply(POOLED, attended());
          case MAX, NOISY_OR, LSE -> null;
          case PROTOTYPES ->
              throw new IllegalArgumentException("prototypes have a head of their own");
        };
    this.logits =
        pooled == null
            ? new PositionPooling(tf).apply(pooling, classMaps())
            : tf.nn.biasAdd(tf.linalg.matMul(pooled, kernel()), bias());
  }

  /** {@code [n, classes]}. */
  Operand<TFloat32> logits() {
    return logits;
  }

  /** {@code [n, channels]}, where the pooling is one of features. */
  Optional<Operand<TFloat32>> pooled() {
    return Optional.ofNullable(pooled);
  }

  /** Adds the logits of each position: {@code [n, height, width, classes]}. */
  Operand<TFloat32> classMaps() {
    Operand<TFloat32> pointwise = tf.reshape(kernel(), tf.array(1, 1, channels, classes));
    return tf.nn.biasAdd(
        layers.convolve(features, pointwise, Kernel.of(Window.inside(1, 1), channels, classes)),
        bias());
  }

  private Operand<TFloat32> kernel() {
    return layers.weights(CLASSIFIER + "/kernel", channels, classes);
  }

  private Operand<TFloat32> bias() {
    return layers.weights(CLASSIFIER + "/bias", classes);
  }

  /** Ilse et al. (2018), equations 7 and 8: a = softmax over positions of wᵀ tanh(V h). */
  private Operand<TFloat32> attended() {
    int hidden = Footprint.hiddenUnits(channels);
    Operand<TFloat32> v = layers.weights(ATTENTION + "/hidden/kernel", channels, hidden);
    Operand<TFloat32> w = layers.weights(ATTENTION + "/score/kernel", hidden, 1);
    Operand<TFloat32> positions = tf.reshape(features, tf.array(-1, channels));
    Operand<TFloat32> scores = tf.linalg.matMul(tf.math.tanh(tf.linalg.matMul(positions, v)), w);
    int size = Math.toIntExact(features.shape().get(1) * features.shape().get(2));
    Operand<TFloat32> weights = tf.nn.softmax(tf.reshape(scores, tf.array(-1, size)));
    Operand<TFloat32> rows = tf.reshape(features, tf.array(-1, size, channels));
    return tf.reduceSum(tf.math.mul(rows, tf.expandDims(weights, tf.constant(2))), tf.constant(1));
  }
}
