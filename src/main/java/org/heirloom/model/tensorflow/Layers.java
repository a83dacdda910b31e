package org.heirloom.model.tensorflow;

import java.util.List;
import org.heirloom.model.Activation;
import org.heirloom.model.Kernel;
import org.heirloom.model.Operations;
import org.heirloom.model.Window;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The building blocks of a network in a graph, so that one description serves training and
 * inference: these differ in where weights come from and how batch normalisation works.
 */
abstract class Layers implements Operations<Operand<TFloat32>> {
  /** Variance below this is not divided by in batch normalisation. */
  static final float EPSILON = 1e-5f;

  final Ops tf;

  Layers(Ops tf) {
    this.tf = tf;
  }

  /** Weights that training changes. */
  abstract Operand<TFloat32> weights(String name, long... shape);

  /** Weights that are saved with the network and that no gradient changes. */
  abstract Operand<TFloat32> fixed(String name, long... shape);

  /** Weights of a convolution; depthwise ones have a name of their own, for they do not decay. */
  static String weightsName(String name, Kernel kernel) {
    return name + (kernel.depthwise() ? "/depthwise" : "/kernel");
  }

  @Override
  public final int channels(Operand<TFloat32> input) {
    return Math.toIntExact(input.shape().get(3));
  }

  @Override
  public Operand<TFloat32> convolution(String name, Operand<TFloat32> input, Kernel kernel) {
    return convolve(input, weights(weightsName(name, kernel), kernel.shape()), kernel);
  }

  final Operand<TFloat32> convolve(
      Operand<TFloat32> input, Operand<TFloat32> weights, Kernel kernel) {
    return kernel.depthwise()
        ? tf.nn.depthwiseConv2dNative(
            input, weights, strides(kernel.window()), padding(kernel.window()))
        : tf.nn.conv2d(input, weights, strides(kernel.window()), padding(kernel.window()));
  }

  private static List<Long> strides(Window window) {
    long stride = window.stride();
    return List.of(1L, stride, stride, 1L);
  }

  private static String padding(Window window) {
    return window.padded() ? "SAME" : "VALID";
  }

  @Override
  public final Operand<TFloat32> activate(Operand<TFloat32> input, Activation activation) {
    return switch (activation) {
      case RELU -> tf.nn.relu(input);
      case RELU6 -> tf.nn.relu6(input);
      case LINEAR -> input;
    };
  }

  @Override
  public final Operand<TFloat32> maxPool(Operand<TFloat32> input, Window window) {
    int stride = window.stride();
    return tf.nn.maxPool(
        input,
        tf.array(1, window.size(), window.size(), 1),
        tf.array(1, stride, stride, 1),
        padding(window));
  }

  @Override
  public final Operand<TFloat32> add(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.add(a, b);
  }
}
