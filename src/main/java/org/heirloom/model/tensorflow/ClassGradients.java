package org.heirloom.model.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Gradients of the logit of a chosen class, image by image. */
public final class ClassGradients {
  private ClassGradients() {}

  /**
   * Adds the gradients to the graph.
   *
   * @param chosen class index per image, {@code [n]}
   * @return per layer of the network, in its order: ∂ logit of the image's class / ∂ activations,
   *     in the layer's shape
   */
  public static List<Operand<TFloat32>> of(Ops tf, Network network, Operand<TInt32> chosen) {
    int classes = Math.toIntExact(network.logits().shape().get(1));
    Operand<TFloat32> oneHot =
        tf.oneHot(chosen, tf.constant(classes), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> score = tf.reduceSum(tf.math.mul(network.logits(), oneHot), tf.array(0, 1));
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (Operand<?> gradient : tf.gradients(score, network.layers().values())) {
      @SuppressWarnings("unchecked")
      Operand<TFloat32> typed = (Operand<TFloat32>) gradient;
      gradients.add(typed);
    }
    return gradients;
  }
}
