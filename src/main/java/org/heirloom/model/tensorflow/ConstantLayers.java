package org.heirloom.model.tensorflow;

import org.heirloom.model.Array;
import org.heirloom.model.Kernel;
import org.heirloom.model.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Layers for inference: weights are constants of the graph, batch normalisation is folded into the
 * convolution before it, if there is one.
 */
final class ConstantLayers extends Layers {
  private final Weights weights;

  ConstantLayers(Ops tf, Weights weights) {
    super(tf);
    this.weights = weights;
  }

  @Override
  public Operand<TFloat32> convolutionAndNorm(String name, Operand<TFloat32> input, Kernel kernel) {
    Norm norm = norm(name);
    Array unfolded = weights.get(weightsName(name, kernel));
    float[] folded = unfolded.values().clone();
    // Output channels, or those of a depthwise kernel, are what moves fastest.
    for (int i = 0; i < folded.length; i++) {
      folded[i] = (float) (folded[i] * norm.scale[i % kernel.out()]);
    }
    return tf.nn.biasAdd(
        convolve(input, constant(new Array(folded, unfolded.shape())), kernel),
        tf.constant(norm.shift));
  }

  @Override
  public Operand<TFloat32> norm(String name, Operand<TFloat32> input) {
    Norm norm = norm(name);
    float[] scale = new float[norm.scale.length];
    for (int c = 0; c < scale.length; c++) {
      scale[c] = (float) norm.scale[c];
    }
    return tf.nn.biasAdd(tf.math.mul(input, tf.constant(scale)), tf.constant(norm.shift));
  }

  private Norm norm(String name) {
    float[] gamma = weights.get(name + "/gamma").values();
    float[] beta = weights.get(name + "/beta").values();
    float[] mean = weights.get(name + "/mean").values();
    float[] variance = weights.get(name + "/variance").values();
    Norm norm = new Norm(new double[gamma.length], new float[gamma.length]);
    for (int c = 0; c < gamma.length; c++) {
      norm.scale[c] = gamma[c] / Math.sqrt(variance[c] + (double) EPSILON);
      norm.shift[c] = (float) (beta[c] - mean[c] * norm.scale[c]);
    }
    return norm;
  }

  /** Batch normalisation by running statistics: scale × x + shift. */
  private record Norm(double[] scale, float[] shift) {}

  @Override
  public Operand<TFloat32> weights(String name, long... shape) {
    return constant(weights.get(name));
  }

  @Override
  Operand<TFloat32> fixed(String name, long... shape) {
    return constant(weights.get(name));
  }

  private Operand<TFloat32> constant(Array array) {
    return tf.constant(Shape.of(array.shape()), DataBuffers.of(array.values(), true, false));
  }
}
