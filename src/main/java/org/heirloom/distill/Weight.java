package org.heirloom.distill;

import org.heirloom.study.Study;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How much a term counts, as training goes on: {@code value × min(1, p / warmup) × (1 +
 * (finalFactor − 1) p)} while the progress p is below {@code until}, then 0.
 *
 * @param value at least 0
 * @param warmup share of the steps over which it rises linearly from 0, in [0, 1]
 * @param until share of the steps after which the term is left out, in (0, 1]
 * @param finalFactor what the weight is multiplied by at the end; 1 keeps it
 */
record Weight(double value, double warmup, double until, double finalFactor) {

  static Weight of(Study.Objective objective) {
    return new Weight(
        objective.number("weight"),
        objective.number("warmup"),
        objective.number("until"),
        objective.number("finalWeight"));
  }

  /**
   * The weight at a point of the training.
   *
   * @param progress share of the steps that are done, scalar
   */
  Operand<TFloat32> at(Ops tf, Operand<TFloat32> progress) {
    Operand<TFloat32> weight = tf.constant((float) value);
    if (warmup > 0) {
      Operand<TFloat32> risen = tf.math.div(progress, tf.constant((float) warmup));
      weight = tf.math.mul(weight, tf.math.minimum(risen, tf.constant(1f)));
    }
    if (finalFactor != 1) {
      Operand<TFloat32> gone = tf.math.mul(progress, tf.constant((float) (finalFactor - 1)));
      weight = tf.math.mul(weight, tf.math.add(gone, tf.constant(1f)));
    }
    if (until < 1) {
      Operand<TFloat32> on =
          tf.dtypes.cast(tf.math.less(progress, tf.constant((float) until)), TFloat32.class);
      weight = tf.math.mul(weight, on);
    }
    return weight;
  }
}
