package org.heirloom.model.tensorflow;

import org.heirloom.study.Pooling;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Pools the logits of positions into those of the image: multiple-instance learning. */
final class PositionPooling {
  /** Sharpness of the soft maximum: 0 would be the mean, infinity the maximum. */
  private static final float SHARPNESS = 5;

  /** Below this, softplus(x) and exp(x) are the same float, and its logarithm is x. */
  private static final float LINEAR_BELOW = -17;

  private final Ops tf;
  private final Operand<TInt32> positions;

  PositionPooling(Ops tf) {
    this.tf = tf;
    this.positions = tf.array(1, 2);
  }

  /**
   * Pools.
   *
   * @param maps {@code [n, height, width, classes]}
   * @return {@code [n, classes]}, finite for any finite maps
   */
  Operand<TFloat32> apply(Pooling pooling, Operand<TFloat32> maps) {
    return switch (pooling) {
      case MEAN -> tf.math.mean(maps, positions);
      case MAX -> tf.reduceMax(maps, positions);
      case NOISY_OR -> noisyOr(maps);
      case LSE -> softMaximum(maps);
      case ATTENTION, PROTOTYPES ->
          throw new IllegalArgumentException(pooling.text() + " pools features");
    };
  }

  /** 1/r log mean exp(r x). */
  private Operand<TFloat32> softMaximum(Operand<TFloat32> maps) {
    double count = (double) maps.shape().get(1) * maps.shape().get(2);
    Operand<TFloat32> sum = logSumExp(tf.math.mul(maps, tf.constant(SHARPNESS)));
    return tf.math.div(
        tf.math.sub(sum, tf.constant((float) Math.log(count))), tf.constant(SHARPNESS));
  }

  /**
   * The logit of 1 − Π (1 − σ(x)): log(exp(S) − 1) with S = Σ softplus(x).
   *
   * <p>From log S, which stays finite where S would underflow: log S + S + log((1 − exp(−S)) / S).
   */
  private Operand<TFloat32> noisyOr(Operand<TFloat32> maps) {
    Operand<TFloat32> above = tf.math.maximum(maps, tf.constant(LINEAR_BELOW));
    Operand<TFloat32> logs =
        tf.math.add(
            tf.math.log(tf.math.softplus(above)),
            tf.math.minimum(tf.math.sub(maps, tf.constant(LINEAR_BELOW)), tf.constant(0f)));
    Operand<TFloat32> logSum = logSumExp(logs);
    Operand<TFloat32> sum = tf.math.exp(logSum);
    Operand<TFloat32> safe = tf.math.maximum(sum, tf.constant(1e-20f));
    Operand<TFloat32> share = tf.math.div(tf.math.neg(tf.math.expm1(tf.math.neg(safe))), safe);
    return tf.math.add(logSum, tf.math.add(sum, tf.math.log(share)));
  }

  private Operand<TFloat32> logSumExp(Operand<TFloat32> x) {
    Operand<TFloat32> greatest =
        tf.stopGradient(tf.reduceMax(x, positions, ReduceMax.keepDims(true)));
    Operand<TFloat32> sum =
        tf.reduceSum(tf.math.exp(tf.math.sub(x, greatest)), positions, ReduceSum.keepDims(true));
    Operand<TFloat32> result = tf.math.add(tf.math.log(sum), greatest);
    return tf.squeeze(result, Squeeze.axis(java.util.List.of(1L, 2L)));
  }
}
