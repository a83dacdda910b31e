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

  /** What is differentiated. */
  public enum Target {
    /** The class's logit before the softmax. */
    LOGIT,
    /**
     * Minus the class's cross-entropy: its logit against all others'. It can fall where the logit
     * rises, since others' may rise more: {@code ∂z_k − Σ_c p_c ∂z_c}.
     */
    LOSS
  }

  /** Adds the gradients of logits to the graph. */
  public static List<Operand<TFloat32>> of(Ops tf, Network network, Operand<TInt32> chosen) {
    return of(tf, network, chosen, Target.LOGIT);
  }

  /**
   * Adds the gradients to the graph.
   *
   * @param chosen class index per image, {@code [n]}
   * @return per layer of the network, in its order: ∂ target of the image's class / ∂ activations,
   *     in the layer's shape
   */
  public static List<Operand<TFloat32>> of(
      Ops tf, Network network, Operand<TInt32> chosen, Target target) {
    int classes = Math.toIntExact(network.logits().shape().get(1));
    Operand<TFloat32> oneHot =
        tf.oneHot(chosen, tf.constant(classes), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> scores =
        target == Target.LOGIT ? network.logits() : tf.nn.logSoftmax(network.logits());
    Operand<TFloat32> score = tf.reduceSum(tf.math.mul(scores, oneHot), tf.array(0, 1));
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (Operand<?> gradient : tf.gradients(score, network.layers().values())) {
      @SuppressWarnings("unchecked")
      Operand<TFloat32> typed = (Operand<TFloat32>) gradient;
      gradients.add(typed);
    }
    return gradients;
  }
}
