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
final class Cam implements Explainer {
  static final String NAME = "cam";

  /** Gradients may differ between positions by so much of the largest: rounding. */
  private static final float ROUNDING = 1e-5f;

  private final BlockProgram program;

  Cam(Explainers.Setting setting) {
    program =
        new BlockProgram(setting, (tf, images, classes) -> graph(tf, setting, images, classes));
  }

  private static Map<String, Operand<?>> graph(
      Ops tf, Explainers.Setting setting, Operand<TFloat32> images, Operand<TInt32> classes) {
    Network network = setting.network(NAME).apply(tf, images);
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
        "maps",
        GradCam.enlarged(tf, map, setting),
        "logits",
        BlockProgram.logits(tf, network, classes),
        "largest",
        tf.reduceMax(tf.math.abs(gradients), tf.array(1, 2, 3)),
        "spread",
        tf.reduceMax(tf.math.abs(tf.math.sub(gradients, mean)), tf.array(1, 2, 3)));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SaliencyMaps explain(ExplainRequest request) {
    Map<String, float[]> outputs = program.run(request);
    for (int i = 0; i < request.size(); i++) {
      float spread = outputs.get("spread")[i];
      float largest = outputs.get("largest")[i];
      if (spread > ROUNDING * largest) {
        throw new StudyException(
            "explain.explainers: cam needs a linear classifier of means over positions. Got weights that differ between positions by %s of %s. Expected pooling mean, or grad-cam."
                .formatted(spread, largest));
      }
    }
    return SaliencyMaps.of(NAME, request, outputs.get("maps"), cost())
        .answered(NAME, request, outputs.get("logits"));
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
