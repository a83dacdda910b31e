package org.heirloom.distill;

import java.util.Set;
import org.heirloom.model.tensorflow.Loss;
import org.heirloom.model.tensorflow.Teacher;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * 1 − the cosine of the Grad-CAM maps of student and teacher for the class that the teacher
 * prefers, averaged over the batch; in [0, 1].
 *
 * <p>In a network whose logits are the mean over positions of a linear function of the last maps,
 * Grad-CAM of a class on those maps is the positive part of that class's logits by position, less
 * the bias, but for a factor that a cosine does not see: so no gradient of a gradient is needed. We
 * differ in that the bias stays, spread evenly, which makes the maps those of other poolings too.
 * An example whose teacher's map is nowhere positive counts 0, one where only the student's is so
 * counts 1. The larger map is averaged to the size of the smaller; the authors enlarge both to the
 * image. They also keep soft targets beside it: name both in the method.
 *
 * @see <a href="https://arxiv.org/abs/2402.03119">Parchami-Araghi et al. (2024), section 3.2</a>
 */
record ExplanationMatching() implements Loss {

  @Override
  public Set<String> wanted() {
    return Set.of(Teacher.LOGITS, Teacher.CLASS_MAPS);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Signals signals) {
    Operand<TFloat32> student = signals.student().classMaps().get();
    Operand<TFloat32> teacher = signals.teacher().get(Teacher.CLASS_MAPS);
    Operand<TInt64> preferred = tf.math.argMax(signals.teacherLogits(), tf.constant(1));
    Operand<TFloat32> chosen =
        tf.oneHot(
            preferred, tf.constant((int) Maps.channels(teacher)), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> ofStudent = explanation(tf, Maps.noLargerThan(tf, student, teacher), chosen);
    Operand<TFloat32> ofTeacher = explanation(tf, Maps.noLargerThan(tf, teacher, student), chosen);
    // The length of a direction: 1, or 0 where there is nothing to match.
    Operand<TFloat32> something = Rows.length(tf, ofTeacher);
    Operand<TFloat32> cosine = Rows.sum(tf, tf.math.mul(ofStudent, ofTeacher));
    return tf.math.mean(tf.math.sub(something, cosine), tf.array(0, 1));
  }

  /** The positive part of the chosen class's map, scaled to length 1, {@code [n, positions]}. */
  private static Operand<TFloat32> explanation(
      Ops tf, Operand<TFloat32> maps, Operand<TFloat32> chosen) {
    Operand<TFloat32> everywhere =
        tf.expandDims(tf.expandDims(chosen, tf.constant(1)), tf.constant(1));
    Operand<TFloat32> map = tf.reduceSum(tf.math.mul(maps, everywhere), tf.constant(3));
    return Rows.direction(tf, Maps.flat(tf, tf.nn.relu(map)));
  }
}
