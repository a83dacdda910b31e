package org.heirloom.distill;

import org.heirloom.model.tensorflow.Loss;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** One term of a student's loss. Stateless. */
@FunctionalInterface
public interface Objective {

  /**
   * Adds the term to the graph.
   *
   * @return a scalar: the mean over the batch, not yet weighted
   */
  Operand<TFloat32> apply(Ops tf, Loss.Signals signals);
}
