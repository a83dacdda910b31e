package org.heirloom.distill;

import org.heirloom.model.tensorflow.Loss;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Cross-entropy with the labels, averaged over the batch, in nats. */
public record CrossEntropy() implements Objective {

  @Override
  public Operand<TFloat32> apply(Ops tf, Loss.Signals signals) {
    return tf.math.mean(
        tf.nn.softmaxCrossEntropyWithLogits(signals.student().logits(), signals.oneHot()).loss(),
        tf.constant(0));
  }
}
