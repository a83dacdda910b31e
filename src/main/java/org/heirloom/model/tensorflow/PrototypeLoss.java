package org.heirloom.model.tensorflow;

import org.heirloom.model.Prototypes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * What a network of prototypes is trained for beside its loss: that some patch of an image is near
 * to a prototype of its class, and all are far from those of others.
 *
 * <pre>0.8 mean min_{p of the class} min_ij d − 0.08 mean min_{p of others} min_ij d</pre>
 *
 * <p>Whatever the loss is, so that arms differ in that alone. Images without a label do not count.
 *
 * @see <a href="https://arxiv.org/abs/1806.10574">Chen et al. (2019), section 2.2</a>; weights as
 *     in their code
 */
final class PrototypeLoss {
  private static final float CLUSTER = 0.8f;
  private static final float SEPARATION = 0.08f;

  /** Above every distance: takes a prototype out of a minimum. */
  private static final float FAR = 1e6f;

  private PrototypeLoss() {}

  /**
   * Adds the two terms.
   *
   * @param oneHot labels {@code [n, classes]}; a row of zeros where an example has none
   * @return a scalar
   */
  static Operand<TFloat32> of(Ops tf, BuiltIn.Prototypes prototypes, Operand<TFloat32> oneHot) {
    int classes = Math.toIntExact(oneHot.shape().get(1));
    Operand<TFloat32> nearest = tf.reduceMin(prototypes.distances(), tf.array(1, 2));
    Operand<TFloat32> own =
        tf.linalg.matMul(oneHot, tf.constant(Prototypes.classes(classes)), MatMul.transposeB(true));
    Operand<TFloat32> others = tf.math.sub(tf.constant(1f), own);
    Operand<TFloat32> labelled = tf.reduceSum(oneHot, tf.constant(1));
    return tf.math.sub(
        tf.math.mul(mean(tf, nearest, others, labelled), tf.constant(CLUSTER)),
        tf.math.mul(mean(tf, nearest, own, labelled), tf.constant(SEPARATION)));
  }

  /** Mean over labelled images of the least distance to prototypes that are not left out. */
  private static Operand<TFloat32> mean(
      Ops tf, Operand<TFloat32> nearest, Operand<TFloat32> leftOut, Operand<TFloat32> labelled) {
    Operand<TFloat32> least =
        tf.reduceMin(tf.math.add(nearest, tf.math.mul(leftOut, tf.constant(FAR))), tf.constant(1));
    Operand<TFloat32> count =
        tf.math.maximum(tf.reduceSum(labelled, tf.constant(0)), tf.constant(1f));
    return tf.math.div(tf.reduceSum(tf.math.mul(least, labelled), tf.constant(0)), count);
  }
}
