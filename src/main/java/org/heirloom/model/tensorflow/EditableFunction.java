package org.heirloom.model.tensorflow;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network that can be placed into a graph and intervened on. {@link StoredModel#applyEdited} is
 * one; tests write small ones by hand.
 */
@FunctionalInterface
public interface EditableFunction {

  /**
   * Adds the network to a graph.
   *
   * @param images {@code [n, height, width, channels]} in [0, 1]
   * @param edit what happens to its layers on the way
   */
  Network apply(Ops tf, Operand<TFloat32> images, LayerEdit edit);
}
