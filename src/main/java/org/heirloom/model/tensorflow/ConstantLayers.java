package org.heirloom.model.tensorflow;

import java.util.List;
import org.heirloom.model.Array;
import org.heirloom.model.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Layers for inference: weights are constants of the graph, batch normalisation is folded into the
 * convolution.
 */
final class ConstantLayers implements Layers {
  private final Ops tf;
  private final Weights weights;

  ConstantLayers(Ops tf, Weights weights) {
    this.tf = tf;
    this.weights = weights;
  }

  @Override
  public Operand<TFloat32> convolutionAndNorm(String name, Operand<TFloat32> input, Kernel kernel) {
    float[] gamma = weights.get(name + "/gamma").values();
    float[] beta = weights.get(name + "/beta").values();
    float[] mean = weights.get(name + "/mean").values();
    float[] variance = weights.get(name + "/variance").values();
    Array unfolded = weights.get(name + "/kernel");
    float[] folded = unfolded.values().clone();
    float[] bias = new float[kernel.out()];
    for (int c = 0; c < bias.length; c++) {
      double scale = gamma[c] / Math.sqrt(variance[c] + (double) EPSILON);
      bias[c] = (float) (beta[c] - mean[c] * scale);
      for (int i = c; i < folded.length; i += bias.length) {
        folded[i] = (float) (folded[i] * scale);
      }
    }
    long stride = kernel.stride();
    return tf.nn.biasAdd(
        tf.nn.conv2d(
            input,
            constant(new Array(folded, unfolded.shape())),
            List.of(1L, stride, stride, 1L),
            "SAME"),
        tf.constant(bias));
  }

  @Override
  public Operand<TFloat32> dense(String name, Operand<TFloat32> input, int in, int out) {
    return tf.nn.biasAdd(
        tf.linalg.matMul(input, constant(weights.get(name + "/kernel"))),
        constant(weights.get(name + "/bias")));
  }

  private Operand<TFloat32> constant(Array array) {
    return tf.constant(Shape.of(array.shape()), DataBuffers.of(array.values(), true, false));
  }
}
