package org.heirloom.model.tensorflow;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What a network is trained to make small: a scalar added to its graph. */
@FunctionalInterface
public interface Loss {

  /**
   * Adds the loss to the graph.
   *
   * @return a scalar, already a mean over the batch
   */
  Operand<TFloat32> apply(Ops tf, Signals signals);

  /**
   * What a loss may look at.
   *
   * @param student the network in training, on the batch
   * @param oneHot labels {@code [n, classes]}
   * @param teacherLogits {@code [n, classes]} of the same augmented images; a placeholder, so no
   *     gradient reaches the teacher
   */
  record Signals(Network student, Operand<TFloat32> oneHot, Operand<TFloat32> teacherLogits) {}
}
