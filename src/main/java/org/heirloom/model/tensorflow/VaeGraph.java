package org.heirloom.model.tensorflow;

import java.util.List;
import org.heirloom.model.VaeSpec;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The graph of a variational autoencoder (Kingma and Welling, 2014), for training and for use:
 * these differ in where weights come from.
 *
 * <p>Beside the convolutions, image and code are joined by linear maps, which learn in few steps
 * what principal components would tell, colours above all; convolutions add the rest.
 */
final class VaeGraph {
  /** Bounds of the logarithm of a code's variance, beyond which its exponential is no use. */
  private static final float MOST_LOG_VARIANCE = 10;

  /** Brings values in [0, 1], less one half, to a deviation of about 1. */
  private static final float CONTRAST = 4;

  private static final List<Long> HALVING = List.of(1L, 2L, 2L, 1L);
  private static final int KERNEL = 4;

  private final Ops tf;
  private final Layers layers;
  private final VaeSpec spec;

  VaeGraph(Layers layers, VaeSpec spec) {
    this.tf = layers.tf;
    this.layers = layers;
    this.spec = spec;
  }

  /**
   * The distribution of codes of each image.
   *
   * @param mean {@code [n, latent]}
   * @param logVariance {@code [n, latent]}, within ±10
   */
  record Code(Operand<TFloat32> mean, Operand<TFloat32> logVariance) {}

  private int stages() {
    return spec.sides().size() - 1;
  }

  private int flat() {
    int side = spec.sides().get(stages());
    return side * side * spec.depths().get(stages());
  }

  /**
   * Adds the encoder.
   *
   * @param images {@code [n, size, size, channels]} in [0, 1]
   */
  Code encode(Operand<TFloat32> images) {
    Operand<TFloat32> centred =
        tf.math.mul(tf.math.sub(images, tf.constant(0.5f)), tf.constant(CONTRAST));
    Operand<TFloat32> x = centred;
    for (int i = 1; i <= stages(); i++) {
      int in = spec.depths().get(i - 1);
      int out = spec.depths().get(i);
      String name = "encoder" + i;
      x =
          tf.nn.conv2d(
              x, layers.weights(name + "/kernel", KERNEL, KERNEL, in, out), HALVING, "SAME");
      x = tf.nn.relu(tf.nn.biasAdd(x, layers.weights(name + "/bias", out)));
    }
    x = tf.reshape(x, tf.array(-1, flat()));
    return new Code(
        tf.math.add(
            dense("mean", x, flat(), spec.latent()),
            linear("encoder", centred, values(), spec.latent())),
        tf.clipByValue(
            dense("variance", x, flat(), spec.latent()),
            tf.constant(-MOST_LOG_VARIANCE),
            tf.constant(MOST_LOG_VARIANCE)));
  }

  private Operand<TFloat32> dense(String name, Operand<TFloat32> x, int in, int out) {
    return tf.nn.biasAdd(
        tf.linalg.matMul(x, layers.weights(name + "/kernel", in, out)),
        layers.weights(name + "/bias", out));
  }

  /**
   * Adds the decoder.
   *
   * @param codes {@code [n, latent]}
   * @return logits of the images' values, {@code [n, size, size, channels]}
   */
  Operand<TFloat32> decode(Operand<TFloat32> codes) {
    int side = spec.sides().get(stages());
    Operand<TFloat32> x = tf.nn.relu(dense("decoder", codes, spec.latent(), flat()));
    x = tf.reshape(x, tf.array(-1, side, side, spec.depths().get(stages())));
    for (int i = stages(); i >= 1; i--) {
      int out = spec.depths().get(i - 1);
      String name = "decoder" + i;
      Operand<TFloat32> kernel =
          layers.weights(name + "/kernel", KERNEL, KERNEL, out, spec.depths().get(i));
      x = tf.nn.conv2dBackpropInput(size(codes, i - 1), kernel, x, HALVING, "SAME");
      x = tf.nn.biasAdd(x, layers.weights(name + "/bias", out));
      x = i == 1 ? x : tf.nn.relu(x);
    }
    Operand<TFloat32> all =
        tf.math.add(
            tf.reshape(x, tf.array(-1, values())),
            linear("decoder", codes, spec.latent(), values()));
    return tf.reshape(all, tf.array(-1, spec.sizePixels(), spec.sizePixels(), spec.channels()));
  }

  private int values() {
    return spec.sizePixels() * spec.sizePixels() * spec.channels();
  }

  /** Starts at zero; scaled so that one step of the optimiser moves sums over all inputs little. */
  private Operand<TFloat32> linear(String name, Operand<TFloat32> x, int in, int out) {
    Operand<TFloat32> flat = tf.reshape(x, tf.array(-1, in));
    return tf.math.mul(
        tf.linalg.matMul(flat, layers.weights(name + "/linear", in, out)),
        tf.constant((float) (1 / Math.sqrt(in))));
  }

  private Operand<TInt32> size(Operand<TFloat32> codes, int stage) {
    Operand<TInt32> images = tf.slice(tf.shape(codes), tf.array(0), tf.array(1));
    int side = spec.sides().get(stage);
    return tf.concat(
        List.of(images, tf.array(side, side, spec.depths().get(stage))), tf.constant(0));
  }

  /**
   * Adds a code drawn from each distribution: mean + σ ⊙ noise.
   *
   * @param noise {@code [n, latent]}, standard normal
   */
  Operand<TFloat32> draw(Code code, Operand<TFloat32> noise) {
    Operand<TFloat32> deviation = tf.math.exp(tf.math.mul(code.logVariance(), tf.constant(0.5f)));
    return tf.math.add(code.mean(), tf.math.mul(deviation, noise));
  }

  /**
   * Adds each code's divergence from the standard normal, {@code [n]}: ½ Σ (μ² + σ² − 1 − ln σ²).
   */
  static Operand<TFloat32> divergence(Ops tf, Code code) {
    Operand<TFloat32> squares =
        tf.math.add(tf.math.square(code.mean()), tf.math.exp(code.logVariance()));
    Operand<TFloat32> terms =
        tf.math.sub(tf.math.sub(squares, code.logVariance()), tf.constant(1f));
    return tf.math.mul(tf.reduceSum(terms, tf.constant(1)), tf.constant(0.5f));
  }

  /**
   * Adds each image's cross-entropy, {@code [n]}, summed over its values.
   *
   * @param logits of the decoder
   */
  static Operand<TFloat32> crossEntropy(
      Ops tf, Operand<TFloat32> images, Operand<TFloat32> logits) {
    Operand<TFloat32> terms = tf.math.sub(tf.math.softplus(logits), tf.math.mul(images, logits));
    return tf.reduceSum(terms, tf.array(1, 2, 3));
  }
}
