package org.heirloom.explain;

import java.util.Map;
import org.heirloom.model.tensorflow.Network;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * How strongly each pixel moves the class's logit: the absolute gradient, summed over channels.
 *
 * <p>It says where a change would matter, not whether what is there speaks for the class. The paper
 * takes the largest of the channels in place of their sum.
 *
 * @see <a href="https://arxiv.org/abs/1312.6034">Simonyan et al. (2014), section 3</a>
 */
final class Gradient extends GraphExplainer {
  static final String NAME = "gradient";

  Gradient(Explainers.Setting setting) {
    super(NAME, setting, Gradient::graph);
  }

  private static Map<String, Operand<?>> graph(
      Ops tf, Network network, Operand<TFloat32> images, Operand<TInt32> classes) {
    Operand<TFloat32> gradients = PixelGradients.of(tf, network, images, classes);
    return Map.of(MAPS, tf.reduceSum(tf.math.abs(gradients), tf.constant(3)));
  }
}
