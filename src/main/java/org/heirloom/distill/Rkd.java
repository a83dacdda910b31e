package org.heirloom.distill;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;

/**
 * Relations between examples: D × the difference of distances of two examples, each divided by the
 * mean of its network's positive ones, + A × that of the cosines of angles between three.
 *
 * <p>Differences are Huber's (δ = 1), averaged over all B² and B³ entries, the degenerate ones
 * included, which are 0. Indifferent to shifts, rotations and positive factors of either network's
 * features; 0 for a batch of one. Distances are computed from differences, so that near examples
 * lose no digits, and one below 1e-12 counts as none; the authors clamp its square at 1e-12. Memory
 * grows with B³ and with B² × features.
 *
 * @param layers flattened where they have positions; the pooled features in the paper
 * @param distanceWeight D ≥ 0
 * @param angleWeight A ≥ 0
 * @see <a href="https://arxiv.org/abs/1904.05068">Park et al. (2019), sections 3.2.1, 3.2.2</a>
 */
record Rkd(List<LayerPair> layers, double distanceWeight, double angleWeight) implements LayerLoss {

  @Override
  public Operand<TFloat32> term(Ops tf, Compared compared) {
    Operand<TFloat32> student = differences(tf, compared.student());
    Operand<TFloat32> teacher = differences(tf, compared.teacher());
    Operand<TFloat32> distance =
        tf.math.mean(huber(tf, distances(tf, student), distances(tf, teacher)), tf.array(0, 1, 2));
    Operand<TFloat32> angle =
        tf.math.mean(huber(tf, angles(tf, student), angles(tf, teacher)), tf.array(0, 1, 2));
    return tf.math.add(
        tf.math.mul(distance, tf.constant((float) distanceWeight)),
        tf.math.mul(angle, tf.constant((float) angleWeight)));
  }

  /** From the first example to the second, {@code [n, n, features]}. */
  private static Operand<TFloat32> differences(Ops tf, Operand<TFloat32> layer) {
    Operand<TFloat32> rows = Maps.flat(tf, layer);
    return tf.math.sub(tf.expandDims(rows, tf.constant(0)), tf.expandDims(rows, tf.constant(1)));
  }

  /** Of two examples, relative to the mean of those that are positive, {@code [n, n, 1]}. */
  private static Operand<TFloat32> distances(Ops tf, Operand<TFloat32> differences) {
    Operand<TFloat32> lengths = Rows.length(tf, differences);
    Operand<TFloat32> positive =
        tf.dtypes.cast(tf.math.greater(lengths, tf.constant(0f)), TFloat32.class);
    Operand<TFloat32> count = tf.reduceSum(positive, tf.array(0, 1, 2));
    Operand<TFloat32> sum = tf.reduceSum(lengths, tf.array(0, 1, 2));
    Operand<TFloat32> none = tf.dtypes.cast(tf.math.equal(count, tf.constant(0f)), TFloat32.class);
    Operand<TFloat32> mean = tf.math.div(tf.math.add(sum, none), tf.math.add(count, none));
    return tf.math.div(lengths, mean);
  }

  /** Cosines at the first of three examples, {@code [n, n, n]}. */
  private static Operand<TFloat32> angles(Ops tf, Operand<TFloat32> differences) {
    Operand<TFloat32> directions = Rows.direction(tf, differences);
    return tf.train.batchMatMul(directions, directions, TFloat32.class, BatchMatMul.adjY(true));
  }

  /** Half the square up to 1, then linear. */
  private static Operand<TFloat32> huber(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    Operand<TFloat32> size = tf.math.abs(tf.math.sub(a, b));
    Operand<TFloat32> near = tf.math.minimum(size, tf.constant(1f));
    return tf.math.mul(near, tf.math.sub(size, tf.math.mul(near, tf.constant(0.5f))));
  }
}
