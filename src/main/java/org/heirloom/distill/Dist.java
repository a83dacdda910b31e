package org.heirloom.distill;

import java.util.Set;
import org.heirloom.model.tensorflow.Loss;
import org.heirloom.model.tensorflow.Teacher;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Correlation in place of distance: T² (β (1 − mean over examples of ρ) + γ (1 − mean over classes
 * of ρ)), where ρ is Pearson's correlation of softened probabilities of student and teacher, first
 * of one example over the classes, then of one class over the batch.
 *
 * <p>Each part is in [0, 2]. The first is 0 if and only if each example's probabilities are linear
 * in the teacher's with a positive slope; with two classes its gradient vanishes, for two points
 * always lie on a line. ρ is 0 where either side does not vary, as for a batch of one.
 *
 * @param temperature T &gt; 0; 1 is the authors'
 * @param exampleWeight β ≥ 0
 * @param classWeight γ ≥ 0
 * @see <a href="https://arxiv.org/abs/2205.10536">Huang et al. (2022), section 3</a>
 */
record Dist(double temperature, double exampleWeight, double classWeight) implements Loss {
  private static final float EPSILON = 1e-8f;

  @Override
  public Set<String> wanted() {
    return Set.of(Teacher.LOGITS);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Signals signals) {
    Operand<TFloat32> student = softened(tf, signals.student().logits());
    Operand<TFloat32> teacher = softened(tf, signals.teacherLogits());
    Operand<TFloat32> byExample = distance(tf, student, teacher);
    Operand<TFloat32> byClass =
        distance(
            tf,
            tf.linalg.transpose(student, tf.array(1, 0)),
            tf.linalg.transpose(teacher, tf.array(1, 0)));
    double scale = temperature * temperature;
    return tf.math.add(
        tf.math.mul(byExample, tf.constant((float) (scale * exampleWeight))),
        tf.math.mul(byClass, tf.constant((float) (scale * classWeight))));
  }

  private Operand<TFloat32> softened(Ops tf, Operand<TFloat32> logits) {
    return tf.nn.softmax(tf.math.mul(logits, tf.constant((float) (1 / temperature))));
  }

  /** 1 − the mean over rows of the correlation. */
  private static Operand<TFloat32> distance(
      Ops tf, Operand<TFloat32> student, Operand<TFloat32> teacher) {
    Operand<TFloat32> s = Rows.centred(tf, student);
    Operand<TFloat32> t = Rows.centred(tf, teacher);
    Operand<TFloat32> lengths = tf.math.mul(Rows.length(tf, s), Rows.length(tf, t));
    Operand<TFloat32> correlation =
        tf.math.div(Rows.sum(tf, tf.math.mul(s, t)), tf.math.add(lengths, tf.constant(EPSILON)));
    return tf.math.sub(tf.constant(1f), tf.math.mean(correlation, tf.array(0, 1)));
  }
}
