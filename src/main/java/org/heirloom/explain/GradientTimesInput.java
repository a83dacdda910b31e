package org.heirloom.explain;

import java.util.Map;
import org.heirloom.model.tensorflow.Network;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The gradient of the class's logit times the image, summed over channels: what each pixel would
 * add, were the network linear with black as its origin.
 *
 * <p>In a network of ReLUs without biases the map sums up to the logit.
 *
 * @see <a href="https://arxiv.org/abs/1704.02685">Shrikumar et al. (2017)</a>
 */
final class GradientTimesInput extends GraphExplainer {
  static final String NAME = "gradient-x-input";

  GradientTimesInput(Explainers.Setting setting) {
    super(NAME, setting, GradientTimesInput::graph);
  }

  private static Map<String, Operand<?>> graph(
      Ops tf, Network network, Operand<TFloat32> images, Operand<TInt32> classes) {
    Operand<TFloat32> gradients = PixelGradients.of(tf, network, images, classes);
    return Map.of(MAPS, tf.reduceSum(tf.math.mul(gradients, images), tf.constant(3)));
  }
}
