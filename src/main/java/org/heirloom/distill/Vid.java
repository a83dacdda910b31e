package org.heirloom.distill;

import java.util.List;
import org.heirloom.model.tensorflow.Extras;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How unlikely a teacher's layer is to one who knows the student's: ½ ((t − μ(s))² / σ² + log σ²),
 * averaged over batch, positions and channels, in nats less ½ log 2π. It bounds the information
 * that the layers share from below.
 *
 * <p>μ is three convolutions of 1×1, with ReLUs between, as wide as the teacher's layer; σ² is one
 * per channel, 5 at first, kept positive by a softplus; both are trained with the student and
 * thrown away after. The larger layer is averaged to the size of the smaller. Without lower bound
 * where a channel of the teacher can be told exactly, but for σ² ≥ 1e-5.
 *
 * @param layers features without positions count as maps of one
 * @see <a href="https://arxiv.org/abs/1904.05835">Ahn et al. (2019), section 3.1, equation 5</a>
 */
record Vid(List<LayerPair> layers) implements LayerLoss {
  private static final double FIRST_VARIANCE = 5;
  private static final double LEAST_VARIANCE = 1e-5;

  @Override
  public Operand<TFloat32> term(Ops tf, Compared compared) {
    Operand<TFloat32> student = Maps.of(tf, compared.student());
    Operand<TFloat32> whole = Maps.of(tf, compared.teacher());
    Operand<TFloat32> teacher = Maps.noLargerThan(tf, whole, student);
    Extras extras = compared.signals().extras();
    Operand<TFloat32> mean = mean(tf, extras, Maps.noLargerThan(tf, student, whole), teacher);
    Operand<TFloat32> variance = variance(tf, extras, Maps.channels(teacher));
    Operand<TFloat32> squares =
        tf.math.mean(tf.math.square(tf.math.sub(mean, teacher)), tf.array(0, 1, 2));
    Operand<TFloat32> each = tf.math.add(tf.math.div(squares, variance), tf.math.log(variance));
    return tf.math.mul(tf.math.mean(each, tf.constant(0)), tf.constant(0.5f));
  }

  private static Operand<TFloat32> mean(
      Ops tf, Extras extras, Operand<TFloat32> student, Operand<TFloat32> teacher) {
    long in = Maps.channels(student);
    long out = Maps.channels(teacher);
    Operand<TFloat32> x =
        tf.nn.relu(convolved(tf, student, extras.trained("1/kernel", 1, 1, in, out)));
    x = tf.nn.relu(convolved(tf, x, extras.trained("2/kernel", 1, 1, out, out)));
    return convolved(tf, x, extras.trained("3/kernel", 1, 1, out, out));
  }

  private static Operand<TFloat32> convolved(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> kernel) {
    return tf.nn.conv2d(x, kernel, List.of(1L, 1L, 1L, 1L), "VALID");
  }

  private static Operand<TFloat32> variance(Ops tf, Extras extras, long channels) {
    float first = (float) Math.log(Math.expm1(FIRST_VARIANCE - LEAST_VARIANCE));
    Operand<TFloat32> scale = extras.trained("scale", Extras.Initial.constant(first), channels);
    return tf.math.add(tf.math.softplus(scale), tf.constant((float) LEAST_VARIANCE));
  }
}
