package org.heirloom.distill;

import java.util.Set;
import org.heirloom.StudyException;
import org.heirloom.model.tensorflow.Loss;
import org.heirloom.model.tensorflow.Teacher;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Decoupled distillation: T² (α · TCKD + β · NCKD), averaged over the batch, in nats.
 *
 * <p>With softened probabilities p and the target class τ, TCKD is the divergence of (p_τ, 1 − p_τ)
 * from the teacher's, and NCKD that of the probabilities of the other classes among themselves;
 * {@code KL(p_t ‖ p_s) = TCKD + (1 − p_t,τ) NCKD}. We differ from the authors' code in two ways:
 * log(1 − p_τ) is a sum in logarithms, so it stays finite where 1 − p_τ is too small for a float;
 * and the target of an example without label is the class that the teacher prefers. Refuses two
 * classes, for which NCKD is empty.
 *
 * @param temperature T &gt; 0, the same on both sides
 * @param targetWeight α ≥ 0
 * @param otherWeight β ≥ 0
 * @see <a href="https://arxiv.org/abs/2203.08679">Zhao et al. (2022), section 3.2, equation 7</a>
 */
record Dkd(double temperature, double targetWeight, double otherWeight) implements Loss {
  private static final float NEVER = 1e30f;

  @Override
  public Set<String> wanted() {
    return Set.of(Teacher.LOGITS);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Signals signals) {
    long classes = signals.student().logits().shape().get(1);
    if (classes < 3) {
      throw new StudyException(
          "objectives: dkd needs classes beside the target and one more. Got %d classes. Expected at least 3; with 2, soft-targets is the same."
              .formatted(classes));
    }
    Operand<TFloat32> target = target(tf, signals, classes);
    Parts teacher = parts(tf, signals.teacherLogits(), target);
    Parts student = parts(tf, signals.student().logits(), target);
    Operand<TFloat32> each =
        tf.math.add(
            tf.math.mul(
                tf.math.add(
                    divergence(tf, teacher.target(), student.target()),
                    divergence(tf, teacher.rest(), student.rest())),
                tf.constant((float) targetWeight)),
            tf.math.mul(
                divergence(tf, teacher.others(), student.others()),
                tf.constant((float) otherWeight)));
    return tf.math.mul(
        tf.math.mean(each, tf.constant(0)), tf.constant((float) (temperature * temperature)));
  }

  private static Operand<TFloat32> target(Ops tf, Signals signals, long classes) {
    Operand<TInt64> preferred = tf.math.argMax(signals.teacherLogits(), tf.constant(1));
    Operand<TFloat32> ofTeacher =
        tf.oneHot(preferred, tf.constant((int) classes), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> unlabelled = tf.math.sub(tf.constant(1f), Rows.sum(tf, signals.oneHot()));
    return tf.math.add(signals.oneHot(), tf.math.mul(ofTeacher, unlabelled));
  }

  /**
   * Log-probabilities.
   *
   * @param target of the target class, {@code [n, 1]}
   * @param rest of all other classes together, {@code [n, 1]}
   * @param others of the other classes if it is one of them, {@code [n, classes]}; the target's is
   *     too low to count
   */
  private record Parts(
      Operand<TFloat32> target, Operand<TFloat32> rest, Operand<TFloat32> others) {}

  private Parts parts(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> target) {
    Operand<TFloat32> soft = tf.math.mul(logits, tf.constant((float) (1 / temperature)));
    Operand<TFloat32> withoutTarget = tf.math.sub(soft, tf.math.mul(target, tf.constant(NEVER)));
    Operand<TFloat32> all = tf.nn.logSoftmax(soft);
    Operand<TFloat32> others = tf.nn.logSoftmax(withoutTarget);
    // Every other class has the same ratio of its two probabilities: that of all others to one.
    Operand<TFloat32> other = tf.math.sub(tf.constant(1f), target);
    Operand<TFloat32> weight = tf.stopGradient(tf.math.mul(other, tf.math.exp(others)));
    Operand<TFloat32> ratio = tf.math.mul(weight, tf.math.sub(all, others));
    return new Parts(Rows.sum(tf, tf.math.mul(target, all)), Rows.sum(tf, ratio), others);
  }

  /** Σ p_t (log p_t − log p_s) over each row, {@code [n]}. */
  private static Operand<TFloat32> divergence(
      Ops tf, Operand<TFloat32> teacher, Operand<TFloat32> student) {
    return tf.reduceSum(
        tf.math.mul(tf.math.exp(teacher), tf.math.sub(teacher, student)), tf.constant(1));
  }
}
