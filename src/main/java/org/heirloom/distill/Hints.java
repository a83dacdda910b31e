package org.heirloom.distill;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Mean squared difference of a teacher's layer and what a {@link Regressor} makes of the student's,
 * over batch, positions and channels.
 *
 * <p>Layers are those after a ReLU, for the regressor ends in one: it never reaches what is
 * negative. We learn the hint together with the labels, as later work does, not in a stage before;
 * a final weight below 1 gives the paper's annealing, and {@code until} its first stage.
 *
 * @param layers of any two networks whose sizes fit; features without positions count as maps of
 *     one
 * @see <a href="https://arxiv.org/abs/1412.6550">FitNets: Romero et al. (2015), equation 3</a>
 */
record Hints(List<LayerPair> layers) implements LayerLoss {

  @Override
  public Operand<TFloat32> term(Ops tf, Compared compared) {
    Operand<TFloat32> difference =
        tf.math.sub(Regressor.apply(tf, compared), Maps.of(tf, compared.teacher()));
    return tf.math.mean(tf.math.square(difference), tf.array(0, 1, 2, 3));
  }
}
