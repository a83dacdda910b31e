package org.heirloom.distill;

import org.heirloom.model.tensorflow.Loss;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Cross-entropy with the labels, averaged over the examples of the batch that have one, in nats.
 *
 * @param smoothing ε in [0, 1): the labels' probability that is spread evenly over all classes
 * @see <a href="https://arxiv.org/abs/1512.00567">Szegedy et al. (2016), section 7, on
 *     smoothing</a>
 */
public record CrossEntropy(double smoothing) implements Loss {

  /** Of hard labels. */
  public CrossEntropy() {
    this(0);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Signals signals) {
    Operand<TFloat32> targets = signals.oneHot();
    Operand<TFloat32> labelled = tf.reduceSum(targets, tf.constant(1));
    if (smoothing > 0) {
      long classes = signals.student().logits().shape().get(1);
      targets =
          tf.math.add(
              tf.math.mul(targets, tf.constant((float) (1 - smoothing))),
              tf.constant((float) (smoothing / classes)));
    }
    Operand<TFloat32> each =
        tf.nn.softmaxCrossEntropyWithLogits(signals.student().logits(), targets).loss();
    return tf.math.div(
        tf.reduceSum(tf.math.mul(each, labelled), tf.constant(0)),
        tf.math.maximum(tf.reduceSum(labelled, tf.constant(0)), tf.constant(1f)));
  }
}
