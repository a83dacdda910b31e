package org.heirloom.model.tensorflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.model.Activation;
import org.heirloom.model.Kernel;
import org.heirloom.model.Operations;
import org.heirloom.model.Weights;
import org.heirloom.model.Window;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * The building blocks of a network in a graph, so that one description serves training and
 * inference: these differ in where weights come from and how batch normalisation works.
 */
public abstract class Layers implements Operations<Operand<TFloat32>> {
  /** Variance below this is not divided by in batch normalisation. */
  static final float EPSILON = 1e-5f;

  final Ops tf;

  private final Map<String, Operand<TFloat32>> attention = new LinkedHashMap<>();

  Layers(Ops tf) {
    this.tf = tf;
  }

  /** Layers with weights that nothing changes; normalisation is by running statistics. */
  public static Layers constant(Ops tf, Weights weights) {
    return new ConstantLayers(tf, weights);
  }

  /** Where they add their operations. */
  public final Ops tf() {
    return tf;
  }

  /**
   * Weights that training changes. How they begin is told by the end of the name: see {@link
   * Initializer}.
   */
  public abstract Operand<TFloat32> weights(String name, long... shape);

  /** The position gates that were added last, by stage: {@code [n, height, width, 1]}. */
  final Map<String, Operand<TFloat32>> attention() {
    return new LinkedHashMap<>(attention);
  }

  @Override
  public final Operand<TFloat32> channelGate(String stage, Operand<TFloat32> input, int hidden) {
    int channels = channels(input);
    String name = stage + "/attention/channel";
    Operand<TFloat32> in = weights(name + "/hidden/kernel", channels, hidden);
    Operand<TFloat32> out = weights(name + "/gate/kernel", hidden, channels);
    Operand<TFloat32> both =
        tf.math.add(
            tf.nn.relu(tf.linalg.matMul(tf.math.mean(input, tf.array(1, 2)), in)),
            tf.nn.relu(tf.linalg.matMul(tf.reduceMax(input, tf.array(1, 2)), in)));
    Operand<TFloat32> gate = tf.math.sigmoid(tf.linalg.matMul(both, out));
    return tf.reshape(gate, tf.array(-1, 1, 1, channels));
  }

  @Override
  public final Operand<TFloat32> positionGate(
      String stage, Operand<TFloat32> input, Window window) {
    Operand<TFloat32> mean = tf.math.mean(input, tf.array(3), Mean.keepDims(true));
    Operand<TFloat32> greatest = tf.reduceMax(input, tf.array(3), ReduceMax.keepDims(true));
    Operand<TFloat32> seen = tf.concat(List.of(mean, greatest), tf.constant(3));
    Operand<TFloat32> gate =
        tf.math.sigmoid(convolution(stage + "/attention/position", seen, Kernel.of(window, 2, 1)));
    attention.put(stage, gate);
    return gate;
  }

  @Override
  public final Operand<TFloat32> gated(Operand<TFloat32> input, Operand<TFloat32> gate) {
    return tf.math.mul(input, gate);
  }

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
