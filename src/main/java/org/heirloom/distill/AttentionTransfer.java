package org.heirloom.distill;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Mean squared difference of where two layers are active: of the maps Q = Σ over channels of F²,
 * each scaled to length 1, averaged over batch and positions.
 *
 * <p>This is the form of the authors' code; the paper's is a length, not a mean of squares, and
 * asks for another weight. Indifferent to the number and order of channels and to a positive
 * factor; in [0, 2 / positions]. The larger map is averaged to the size of the smaller; the paper
 * interpolates. An inactive layer has a map of zeros.
 *
 * @param layers with positions
 * @see <a href="https://arxiv.org/abs/1612.03928">Zagoruyko and Komodakis (2017), section 3.1</a>
 */
record AttentionTransfer(List<LayerPair> layers) implements LayerLoss {
  private static final String NAME = "attention-transfer";

  @Override
  public Operand<TFloat32> term(Ops tf, Compared compared) {
    Operand<TFloat32> student = Maps.require(NAME, compared.names().student(), compared.student());
    Operand<TFloat32> teacher = Maps.require(NAME, compared.names().teacher(), compared.teacher());
    Operand<TFloat32> difference =
        tf.math.sub(
            attention(tf, Maps.noLargerThan(tf, student, teacher)),
            attention(tf, Maps.noLargerThan(tf, teacher, student)));
    return tf.math.mean(tf.math.square(difference), tf.array(0, 1));
  }

  private static Operand<TFloat32> attention(Ops tf, Operand<TFloat32> maps) {
    Operand<TFloat32> activity = tf.math.mean(tf.math.square(maps), tf.constant(3));
    return Rows.direction(tf, Maps.flat(tf, activity));
  }
}
