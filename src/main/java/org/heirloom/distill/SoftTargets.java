package org.heirloom.distill;

import java.util.Set;
import org.heirloom.model.tensorflow.Loss;
import org.heirloom.model.tensorflow.Teacher;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * T² · KL(teacher ‖ student) between softened predictions, averaged over the batch (not over
 * classes), in nats.
 *
 * <p>Zero if and only if the logits differ by a constant per example; the factor T² keeps the
 * gradient's size when T changes.
 *
 * @param temperature T &gt; 0, the same on both sides
 * @see <a href="https://arxiv.org/abs/1503.02531">Hinton, Vinyals, Dean (2015), section 2</a>
 */
public record SoftTargets(double temperature) implements Loss {

  @Override
  public Set<String> wanted() {
    return Set.of(Teacher.LOGITS);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Signals signals) {
    Operand<TFloat32> inverse = tf.constant((float) (1 / temperature));
    Operand<TFloat32> teacher = tf.nn.logSoftmax(tf.math.mul(signals.teacherLogits(), inverse));
    Operand<TFloat32> student = tf.nn.logSoftmax(tf.math.mul(signals.student().logits(), inverse));
    Operand<TFloat32> divergence =
        tf.reduceSum(
            tf.math.mul(tf.math.exp(teacher), tf.math.sub(teacher, student)), tf.constant(1));
    return tf.math.mul(
        tf.math.mean(divergence, tf.constant(0)), tf.constant((float) (temperature * temperature)));
  }
}
