package org.heirloom.distill;

import java.util.Set;
import org.heirloom.model.tensorflow.Extras;
import org.heirloom.model.tensorflow.Loss;
import org.heirloom.model.tensorflow.Teacher;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Half the squared distance of student and teacher logits, summed over classes, averaged over the
 * batch.
 *
 * <p>Zero if and only if the logits are equal: unlike {@link SoftTargets} it minds a constant added
 * to all logits of an example. Works for two classes and more.
 *
 * @param standardised whether distances are measured in deviations of the teacher's logits, class
 *     by class (Urban et al. 2017, on practice): its mean takes no part in a distance. We estimate
 *     the deviation from all batches so far, this one included, because the augmented transfer set
 *     has no end; a class whose logit never varies is left as it is
 * @see <a href="https://arxiv.org/abs/1312.6184">Ba and Caruana (2014), section 2.2</a>
 */
record LogitRegression(boolean standardised) implements Loss {
  private static final String MEAN = "mean";
  private static final String VARIANCE = "variance";

  @Override
  public Set<String> wanted() {
    return Set.of(Teacher.LOGITS);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Signals signals) {
    Operand<TFloat32> difference = tf.math.sub(signals.student().logits(), signals.teacherLogits());
    if (standardised) {
      difference = tf.math.div(difference, deviation(tf, signals));
    }
    Operand<TFloat32> each = tf.reduceSum(tf.math.square(difference), tf.constant(1));
    return tf.math.mul(tf.math.mean(each, tf.constant(0)), tf.constant(0.5f));
  }

  /** Joins the batch's moments to those of the batches before (Chan et al. 1979). */
  private static Operand<TFloat32> deviation(Ops tf, Signals signals) {
    Operand<TFloat32> logits = signals.teacherLogits();
    long classes = logits.shape().get(1);
    Extras extras = signals.extras();
    Operand<TFloat32> oldMean = extras.kept(MEAN, Extras.Initial.constant(0), classes);
    Operand<TFloat32> oldVariance = extras.kept(VARIANCE, Extras.Initial.constant(0), classes);
    Operand<TFloat32> before = tf.dtypes.cast(signals.batch().step(), TFloat32.class);
    Operand<TFloat32> all = tf.math.add(before, tf.constant(1f));
    Operand<TFloat32> mean = tf.math.mean(logits, tf.constant(0));
    Operand<TFloat32> variance =
        tf.math.mean(tf.math.square(tf.math.sub(logits, mean)), tf.constant(0));
    Operand<TFloat32> shift = tf.math.div(tf.math.sub(mean, oldMean), all);
    Operand<TFloat32> newVariance =
        tf.math.add(
            tf.math.div(tf.math.add(tf.math.mul(oldVariance, before), variance), all),
            tf.math.mul(before, tf.math.square(shift)));
    extras.update(MEAN, tf.math.add(oldMean, shift));
    extras.update(VARIANCE, newVariance);
    Operand<TFloat32> constant =
        tf.dtypes.cast(tf.math.lessEqual(newVariance, tf.constant(1e-12f)), TFloat32.class);
    return tf.math.sqrt(tf.math.add(newVariance, constant));
  }
}
