package org.heirloom.distill;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * Vectors along the last axis: lengths and directions whose gradient is finite everywhere.
 *
 * <p>A vector shorter than 1e-12 counts as zero: its length is 0, its direction is zero, and no
 * gradient comes from its length.
 */
final class Rows {
  private static final float ZERO = 1e-24f;

  private Rows() {}

  /** Sums over the last axis, which stays with size 1. */
  static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> x) {
    return tf.reduceSum(x, tf.constant(-1), ReduceSum.keepDims(true));
  }

  /** What is left when each row's mean is taken from it. */
  static Operand<TFloat32> centred(Ops tf, Operand<TFloat32> x) {
    return tf.math.sub(x, tf.math.mean(x, tf.constant(-1), Mean.keepDims(true)));
  }

  /** Euclidean length of each row; the last axis stays with size 1. */
  static Operand<TFloat32> length(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> squared = sum(tf, tf.math.square(x));
    Operand<TFloat32> zero = isZero(tf, squared);
    Operand<TFloat32> notZero = tf.math.sub(tf.constant(1f), zero);
    return tf.math.mul(notZero, tf.math.sqrt(tf.math.add(squared, zero)));
  }

  /** Each row divided by its length; zeros stay zeros. */
  static Operand<TFloat32> direction(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> squared = sum(tf, tf.math.square(x));
    return tf.math.div(x, tf.math.sqrt(tf.math.add(squared, isZero(tf, squared))));
  }

  private static Operand<TFloat32> isZero(Ops tf, Operand<TFloat32> squared) {
    return tf.dtypes.cast(tf.math.lessEqual(squared, tf.constant(ZERO)), TFloat32.class);
  }
}
