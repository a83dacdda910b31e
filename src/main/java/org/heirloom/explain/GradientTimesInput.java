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
final class GradientTimesInput implements Explainer {
  static final String NAME = "gradient-x-input";

  private final BlockProgram program;

  GradientTimesInput(Explainers.Setting setting) {
    program =
        new BlockProgram(setting, (tf, images, classes) -> graph(tf, setting, images, classes));
  }

  private static Map<String, Operand<?>> graph(
      Ops tf, Explainers.Setting setting, Operand<TFloat32> images, Operand<TInt32> classes) {
    Network network = setting.network(NAME).apply(tf, images);
    Operand<TFloat32> gradients = PixelGradients.of(tf, network, images, classes);
    return Map.of(
        "maps",
        tf.reduceSum(tf.math.mul(gradients, images), tf.constant(3)),
        "logits",
        BlockProgram.logits(tf, network, classes));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SaliencyMaps explain(ExplainRequest request) {
    Map<String, float[]> outputs = program.run(request);
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
