package org.heirloom.distill;

import java.util.List;
import java.util.stream.Collectors;
import org.heirloom.StudyException;
import org.heirloom.model.tensorflow.Extras;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Trained with the student and thrown away after: turns a layer of the student into the shape of
 * one of the teacher, by one convolution, batch normalisation and ReLU.
 *
 * <p>The convolution follows from the sizes: from twice the teacher's, 3×3 in steps of two; from
 * half, the transpose of a 4×4 in steps of two; from the same or larger, one whose kernel leaves
 * exactly the teacher's size.
 *
 * @see <a href="https://arxiv.org/abs/1412.6550">Romero et al. (2015), section 3.1</a>
 */
final class Regressor {
  private static final String SAME = "SAME";
  private static final List<Long> HALVE = List.of(1L, 2L, 2L, 1L);

  private Regressor() {}

  /**
   * The student's layer in the shape of the teacher's.
   *
   * @throws StudyException if neither shape makes the other
   */
  static Operand<TFloat32> apply(Ops tf, LayerLoss.Compared compared) {
    Operand<TFloat32> from = Maps.of(tf, compared.student());
    Operand<TFloat32> to = Maps.of(tf, compared.teacher());
    requireFit(tf, compared, from, to);
    return normalised(tf, compared.signals().extras(), convolved(tf, compared, from, to));
  }

  private static Operand<TFloat32> convolved(
      Ops tf, LayerLoss.Compared compared, Operand<TFloat32> from, Operand<TFloat32> to) {
    Extras extras = compared.signals().extras();
    long in = Maps.channels(from);
    long out = Maps.channels(to);
    if (isTimes(from, to, 2)) {
      return tf.nn.conv2d(from, extras.trained("conv/kernel", 3, 3, in, out), HALVE, SAME);
    }
    if (isTimes(to, from, 2)) {
      Operand<TInt32> size =
          tf.concat(
              List.of(
                  tf.shape.take(tf.shape(from), tf.constant(1)),
                  tf.array((int) Maps.height(to), (int) Maps.width(to), (int) out)),
              tf.constant(0));
      return tf.nn.conv2dBackpropInput(
          size, extras.trained("conv/kernel", 4, 4, out, in), from, HALVE, SAME);
    }
    long height = 1 + Maps.height(from) - Maps.height(to);
    long width = 1 + Maps.width(from) - Maps.width(to);
    return tf.nn.conv2d(
        from,
        extras.trained("conv/kernel", height, width, in, out),
        List.of(1L, 1L, 1L, 1L),
        "VALID");
  }

  private static Operand<TFloat32> normalised(Ops tf, Extras extras, Operand<TFloat32> x) {
    long channels = Maps.channels(x);
    Operand<TFloat32> none = tf.constant(new float[0]);
    return tf.nn.relu(
        tf.nn
            .fusedBatchNorm(
                x,
                extras.trained("norm/gamma", channels),
                extras.trained("norm/beta", channels),
                none,
                none,
                FusedBatchNorm.epsilon(1e-5f),
                FusedBatchNorm.isTraining(true))
            .y());
  }

  private static boolean isTimes(Operand<TFloat32> large, Operand<TFloat32> small, int factor) {
    return Maps.height(large) == factor * Maps.height(small)
        && Maps.width(large) == factor * Maps.width(small);
  }

  private static boolean fits(Operand<TFloat32> from, Operand<TFloat32> to) {
    boolean larger = Maps.height(from) >= Maps.height(to) && Maps.width(from) >= Maps.width(to);
    return larger || isTimes(to, from, 2);
  }

  private static void requireFit(
      Ops tf, LayerLoss.Compared compared, Operand<TFloat32> from, Operand<TFloat32> to) {
    if (fits(from, to)) {
      return;
    }
    LayerPair names = compared.names();
    String fitting =
        compared.signals().student().layers().entrySet().stream()
            .filter(layer -> fits(Maps.of(tf, layer.getValue()), to))
            .map(layer -> layer.getKey() + ":" + names.teacher())
            .collect(Collectors.joining(", "));
    throw new StudyException(
        "objectives: no regressor leads from the student's %s to the teacher's %s. Got %s and %s. Expected half the teacher's size, or at least all of it: %s."
            .formatted(
                names.student(),
                names.teacher(),
                Maps.size(from),
                Maps.size(to),
                fitting.isEmpty() ? "no layer of this student is" : fitting));
  }
}
