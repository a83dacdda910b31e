package org.heirloom.distill;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * Divergence of how examples choose each other: each example's similarities (1 + cosine) / 2 to the
 * batch, scaled to sum to 1, as probabilities; {@code p_t log(p_t / p_s)}, averaged over the B²
 * pairs (not summed over rows), in nats.
 *
 * <p>Indifferent to positive factors of single examples and to rotations of the features; 0 for a
 * batch of one. The similarity of an example to itself is among them, as in the authors' code.
 *
 * @param layers flattened where they have positions; the pooled features in the paper
 * @see <a href="https://arxiv.org/abs/1803.10837">Passalis and Tefas (2018), section 3</a>
 */
record Pkt(List<LayerPair> layers) implements LayerLoss {
  private static final float EPSILON = 1e-7f;

  @Override
  public Operand<TFloat32> term(Ops tf, Compared compared) {
    Operand<TFloat32> student = probabilities(tf, compared.student());
    Operand<TFloat32> teacher = probabilities(tf, compared.teacher());
    Operand<TFloat32> epsilon = tf.constant(EPSILON);
    Operand<TFloat32> ratio =
        tf.math.sub(
            tf.math.log(tf.math.add(teacher, epsilon)), tf.math.log(tf.math.add(student, epsilon)));
    return tf.math.mean(tf.math.mul(teacher, ratio), tf.array(0, 1));
  }

  private static Operand<TFloat32> probabilities(Ops tf, Operand<TFloat32> layer) {
    Operand<TFloat32> directions = Rows.direction(tf, Maps.flat(tf, layer));
    Operand<TFloat32> cosines = tf.linalg.matMul(directions, directions, MatMul.transposeB(true));
    // Rounding may leave a cosine below −1.
    Operand<TFloat32> similarities =
        tf.math.mul(tf.nn.relu(tf.math.add(cosines, tf.constant(1f))), tf.constant(0.5f));
    return tf.math.div(similarities, Rows.sum(tf, similarities));
  }
}
