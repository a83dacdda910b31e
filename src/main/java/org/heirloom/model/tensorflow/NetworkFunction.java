package org.heirloom.model.tensorflow;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network that can be placed into a graph: all that explainers, probes and measures need of a
 * model. {@link StoredModel#apply} is one; tests write small ones by hand.
 */
@FunctionalInterface
public interface NetworkFunction {

  /**
   * Adds the network to a graph.
   *
   * @param images {@code [n, height, width, channels]} in [0, 1]
   */
  Network apply(Ops tf, Operand<TFloat32> images);
}
