package org.heirloom.model.tensorflow;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** An intervention: what the next layer sees in place of what a layer has computed. */
@FunctionalInterface
public interface LayerEdit {
  /** Changes nothing. */
  LayerEdit NONE = (layer, activation) -> activation;

  /**
   * Adds operations that change a layer's activations. It is asked once per named layer, from input
   * to output.
   *
   * @param activation {@code [n, height, width, channels]}, or {@code [n, channels]} if pooled
   * @return what the next layer sees: the same but for n
   */
  Operand<TFloat32> apply(String layer, Operand<TFloat32> activation);
}
