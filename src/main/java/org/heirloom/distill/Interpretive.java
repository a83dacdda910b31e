package org.heirloom.distill;

import java.util.List;
import org.heirloom.StudyException;
import org.heirloom.model.tensorflow.Extras;
import org.heirloom.model.tensorflow.Loss;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * ‖f(v) − s‖²: squared error of reading the known concepts s of an image, 0 or 1 each, from the
 * student's features v by a linear f; summed over concepts, averaged over the batch.
 *
 * <p>f is trained with the student and thrown away after. Looks at no teacher: it asks whether
 * features can be made to carry concepts, and costs nothing at inference. Refuses a training set
 * whose concepts are not known. In the paper the topics come from descriptions in words; here they
 * are those of the data.
 *
 * @param layers of the student; flattened where they have positions
 * @see <a href="https://arxiv.org/abs/1703.04096">Dong et al. (2017), section 3.2</a>
 */
record Interpretive(List<LayerPair> layers) implements Loss {

  @Override
  public boolean wantsConcepts() {
    return true;
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Signals signals) {
    Operand<TFloat32> concepts = signals.batch().concepts();
    if (concepts == null) {
      throw new StudyException(
          "objectives: interpretive needs to know which concepts each image shows. Got a training set that does not say. Expected data.source generator.");
    }
    Operand<TFloat32> total = tf.constant(0f);
    for (int i = 0; i < layers.size(); i++) {
      Operand<TFloat32> features = Maps.flat(tf, layers.get(i).ofStudent(signals));
      Operand<TFloat32> read =
          read(tf, signals.extras().in("layer-" + i), features, concepts.shape().get(1));
      Operand<TFloat32> each =
          tf.reduceSum(tf.math.square(tf.math.sub(read, concepts)), tf.constant(1));
      total = tf.math.add(total, tf.math.mean(each, tf.constant(0)));
    }
    return total;
  }

  private static Operand<TFloat32> read(
      Ops tf, Extras extras, Operand<TFloat32> features, long concepts) {
    return tf.nn.biasAdd(
        tf.linalg.matMul(features, extras.trained("kernel", features.shape().get(1), concepts)),
        extras.trained("bias", concepts));
  }
}
