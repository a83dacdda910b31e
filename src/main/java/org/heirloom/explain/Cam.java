package org.heirloom.explain;

import java.util.List;
import java.util.Map;
import org.heirloom.StudyException;
import org.heirloom.model.tensorflow.Network;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Class activation maps: what the linear classifier gives at each position of the last layer.
 *
 * <pre>z_c = mean_ij Σ_k w_ck F_k,ij + b_c,   map = enlarge(Σ_k w_ck F_k)</pre>
 *
 * <p>Signed: negative where a position speaks against the class; the mean over the layer's
 * positions is the logit less its bias. Defined where a linear classifier sees means over positions
 * alone: then the gradient by the layer is w_ck over the number of positions, the same at each,
 * which is where the weights are read and how other networks are recognised.
 *
 * @see <a href="https://arxiv.org/abs/1512.04150">Zhou et al. (2016), equation 2</a>
 */
final class Cam extends GraphExplainer {
  static final String NAME = "cam";

  /** Gradients may differ between positions by so much of the largest: rounding. */
  private static final float ROUNDING = 1e-5f;

  Cam(Explainers.Setting setting) {
    super(NAME, setting, (tf, network, images, classes) -> graph(tf, network, classes, setting));
  }

  private static Map<String, Operand<?>> graph(
      Ops tf, Network network, Operand<TInt32> classes, Explainers.Setting setting) {
    List<String> layers = GradCam.spatialLayers(network);
    if (layers.isEmpty()) {
      throw new StudyException(
          "explain.explainers: cam needs a layer with height and width. Got layers %s. Expected a convolutional network."
              .formatted(network.layers().keySet()));
    }
    String last = layers.get(layers.size() - 1);
    Operand<TFloat32> activations = network.layers().get(last);
    Operand<TFloat32> gradients = GradCam.gradients(tf, network, last, classes);
    float positions = (float) (activations.shape().get(1) * activations.shape().get(2));
    Operand<TFloat32> mean = tf.math.mean(gradients, tf.array(1, 2), Mean.keepDims(true));
    Operand<TFloat32> weights = tf.math.mul(mean, tf.constant(positions));
    Operand<TFloat32> map = tf.reduceSum(tf.math.mul(activations, weights), tf.constant(3));
    return Map.of(
        MAPS,
        GradCam.enlarged(tf, map, setting),
        "largest",
        tf.reduceMax(tf.math.abs(gradients), tf.array(1, 2, 3)),
        "spread",
        tf.reduceMax(tf.math.abs(tf.math.sub(gradients, mean)), tf.array(1, 2, 3)));
  }

  @Override
  void check(Map<String, float[]> outputs) {
    for (int i = 0; i < outputs.get("spread").length; i++) {
      float spread = outputs.get("spread")[i];
      float largest = outputs.get("largest")[i];
      if (spread > ROUNDING * largest) {
        throw new StudyException(
            "explain.explainers: cam needs a linear classifier of means over positions. Got weights that differ between positions by %s of %s. Expected pooling mean, or grad-cam."
                .formatted(spread, largest));
      }
    }
  }
}
