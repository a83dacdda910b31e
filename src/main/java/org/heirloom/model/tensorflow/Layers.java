package org.heirloom.model.tensorflow;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The building blocks of a network, so that one description serves training and inference. */
interface Layers {

  /** Variance below this is not divided by in batch normalisation. */
  float EPSILON = 1e-5f;

  /** Convolution with padding SAME and without bias, then batch normalisation. */
  Operand<TFloat32> convolutionAndNorm(String name, Operand<TFloat32> input, Kernel kernel);

  /** Matrix product plus bias: {@code [n, in]} to {@code [n, out]}. */
  Operand<TFloat32> dense(String name, Operand<TFloat32> input, int in, int out);

  /**
   * Shape of a convolution.
   *
   * @param size height and width
   * @param in input channels
   * @param out output channels
   * @param stride in both directions
   */
  record Kernel(int size, int in, int out, int stride) {}
}
