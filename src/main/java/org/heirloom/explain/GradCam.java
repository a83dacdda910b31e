package org.heirloom.explain;

import java.util.List;
import java.util.Map;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.ClassGradients;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Program;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
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
 * channel speaks for the class the map is zero everywhere and flagged. Images go through the
 * network in blocks of a fixed size, so that a map has the same bits whatever was asked for with
 * it.
 *
 * @see <a href="https://arxiv.org/abs/1610.02391">Selvaraju et al. (2017), equations 1 and 2</a>
 */
final class GradCam implements Explainer {
  static final String NAME = "grad-cam";
  private static final int BLOCK = 16;

  private final Program program;

  /**
   * Builds the graph.
   *
   * @param layer name of a layer with a height and a width
   * @param imageShape height, width, channels
   * @throws StudyException if the network has no such layer
   */
  GradCam(NetworkFunction network, String layer, Shape imageShape) {
    program = Program.build(tf -> Map.of("maps", maps(tf, network, layer, imageShape)));
  }

  private static Operand<TFloat32> maps(
      Ops tf, NetworkFunction function, String layer, Shape imageShape) {
    Placeholder<TFloat32> images =
        tf.withName("images")
            .placeholder(TFloat32.class, Placeholder.shape(imageShape.prepend(BLOCK)));
    Placeholder<TInt32> classes =
        tf.withName("classes").placeholder(TInt32.class, Placeholder.shape(Shape.of(BLOCK)));
    Network network = function.apply(tf, images);
    Operand<TFloat32> activations = spatial(network, layer);
    int position = List.copyOf(network.layers().keySet()).indexOf(layer);
    Operand<TFloat32> gradients = ClassGradients.of(tf, network, classes).get(position);
    Operand<TFloat32> weights = tf.math.mean(gradients, tf.array(1, 2), Mean.keepDims(true));
    Operand<TFloat32> weighted = tf.math.mul(activations, weights);
    Operand<TFloat32> map = tf.nn.relu(tf.reduceSum(weighted, tf.constant(3)));
    Operand<TFloat32> enlarged =
        tf.image.resizeBilinear(
            tf.expandDims(map, tf.constant(3)),
            tf.array(Math.toIntExact(imageShape.get(0)), Math.toIntExact(imageShape.get(1))),
            ResizeBilinear.halfPixelCenters(true));
    return tf.squeeze(enlarged, Squeeze.axis(List.of(3L)));
  }

  private static Operand<TFloat32> spatial(Network network, String layer) {
    List<String> fitting =
        network.layers().entrySet().stream()
            .filter(e -> e.getValue().shape().numDimensions() == 4)
            .map(Map.Entry::getKey)
            .toList();
    if (!fitting.contains(layer)) {
      throw new StudyException(
          "explain.layer: Grad-CAM needs a layer with height and width. Got %s. Expected one of: %s."
              .formatted(layer, String.join(", ", fitting)));
    }
    return network.layers().get(layer);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SaliencyMaps explain(ExplainRequest request) {
    int pixels = request.height() * request.width();
    float[] maps = new float[request.size() * pixels];
    for (int from = 0; from < request.size(); from += BLOCK) {
      int size = Math.min(BLOCK, request.size() - from);
      float[] block = program.run(feeds(request, from, size)).get("maps").values();
      System.arraycopy(block, 0, maps, from * pixels, size * pixels);
    }
    return SaliencyMaps.of(NAME, request, maps);
  }

  /** A block of the request; the places behind the last example repeat black images of class 0. */
  private static Map<String, Array> feeds(ExplainRequest request, int from, int size) {
    int values = request.images().rowSize();
    float[] images = new float[BLOCK * values];
    System.arraycopy(request.images().values(), from * values, images, 0, size * values);
    float[] classes = new float[BLOCK];
    for (int i = 0; i < size; i++) {
      classes[i] = request.classes()[from + i];
    }
    long[] shape = request.images().shape().clone();
    shape[0] = BLOCK;
    return Map.of("images", new Array(images, shape), "classes", new Array(classes, BLOCK));
  }

  @Override
  public Cost cost() {
    return new Cost(1, 1);
  }

  @Override
  public void close() {
    program.close();
  }
}
