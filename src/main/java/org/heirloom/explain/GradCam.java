package org.heirloom.explain;

import java.util.List;
import java.util.Map;
import org.heirloom.StudyException;
import org.heirloom.model.tensorflow.ClassGradients;
import org.heirloom.model.tensorflow.Network;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Grad-CAM: the channels of a layer, each weighted by the mean gradient of the class's logit,
 * summed, cut at zero and enlarged to the image.
 *
 * <pre>α_k = mean_ij ∂z_c / ∂F_k,ij,   map = enlarge(ReLU(Σ_k α_k F_k))</pre>
 *
 * <p>The logit is the one before the softmax. Enlarged bilinearly with half-pixel centres. Where no
 * channel speaks for the class the map is zero everywhere and flagged.
 *
 * @see <a href="https://arxiv.org/abs/1610.02391">Selvaraju et al. (2017), equations 1 and 2</a>
 */
final class GradCam extends GraphExplainer {
  static final String NAME = "grad-cam";

  /**
   * Builds the graph.
   *
   * @throws StudyException if the network has no such layer
   */
  GradCam(Explainers.Setting setting) {
    super(NAME, setting, (tf, network, images, classes) -> graph(tf, network, classes, setting));
  }

  private static Map<String, Operand<?>> graph(
      Ops tf, Network network, Operand<TInt32> classes, Explainers.Setting setting) {
    String layer = setting.layer();
    Operand<TFloat32> activations = spatial(network, layer);
    Operand<TFloat32> gradients = gradients(tf, network, layer, classes);
    Operand<TFloat32> weights = tf.math.mean(gradients, tf.array(1, 2), Mean.keepDims(true));
    Operand<TFloat32> weighted = tf.math.mul(activations, weights);
    Operand<TFloat32> map = tf.nn.relu(tf.reduceSum(weighted, tf.constant(3)));
    return Map.of(MAPS, enlarged(tf, map, setting));
  }

  /** Gradients of each image's logit by a layer's activations, in the layer's shape. */
  static Operand<TFloat32> gradients(
      Ops tf, Network network, String layer, Operand<TInt32> classes) {
    int position = List.copyOf(network.layers().keySet()).indexOf(layer);
    return ClassGradients.of(tf, network, classes).get(position);
  }

  /** {@code [n, h, w]} as large as the image. */
  static Operand<TFloat32> enlarged(Ops tf, Operand<TFloat32> maps, Explainers.Setting setting) {
    Operand<TFloat32> enlarged =
        tf.image.resizeBilinear(
            tf.expandDims(maps, tf.constant(3)),
            tf.array(setting.height(), setting.width()),
            ResizeBilinear.halfPixelCenters(true));
    return tf.squeeze(enlarged, Squeeze.axis(List.of(3L)));
  }

  /** Names of the layers that have a height and a width, from input to output. */
  static List<String> spatialLayers(Network network) {
    return network.layers().entrySet().stream()
        .filter(e -> e.getValue().shape().numDimensions() == 4)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Operand<TFloat32> spatial(Network network, String layer) {
    List<String> fitting = spatialLayers(network);
    if (!fitting.contains(layer)) {
      throw new StudyException(
          "explain.layer: Grad-CAM needs a layer with height and width. Got %s. Expected one of: %s."
              .formatted(layer, String.join(", ", fitting)));
    }
    return network.layers().get(layer);
  }
}
