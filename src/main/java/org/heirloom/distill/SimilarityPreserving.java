package org.heirloom.distill;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * Mean squared difference of which examples two layers find alike: of the matrices of inner
 * products over the batch, each row scaled to length 1.
 *
 * <p>Indifferent to a positive factor and to any rotation of the features; 0 for a batch of one.
 * Rows are scaled by their Euclidean length, as in the authors' code; the value depends on the size
 * of the batch.
 *
 * @param layers flattened where they have positions
 * @see <a href="https://arxiv.org/abs/1907.09682">Tung and Mori (2019), section 3</a>
 */
record SimilarityPreserving(List<LayerPair> layers) implements LayerLoss {

  @Override
  public Operand<TFloat32> term(Ops tf, Compared compared) {
    Operand<TFloat32> difference =
        tf.math.sub(similarities(tf, compared.student()), similarities(tf, compared.teacher()));
    return tf.math.mean(tf.math.square(difference), tf.array(0, 1));
  }

  private static Operand<TFloat32> similarities(Ops tf, Operand<TFloat32> layer) {
    Operand<TFloat32> rows = Maps.flat(tf, layer);
    return Rows.direction(tf, tf.linalg.matMul(rows, rows, MatMul.transposeB(true)));
  }
}
