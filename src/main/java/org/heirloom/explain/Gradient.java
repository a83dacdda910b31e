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
final class Gradient implements Explainer {
  static final String NAME = "gradient";

  private final BlockProgram program;

  Gradient(Explainers.Setting setting) {
    program =
        new BlockProgram(setting, (tf, images, classes) -> graph(tf, setting, images, classes));
  }

  private static Map<String, Operand<?>> graph(
      Ops tf, Explainers.Setting setting, Operand<TFloat32> images, Operand<TInt32> classes) {
    Network network = setting.network(NAME).apply(tf, images);
    Operand<TFloat32> gradients = PixelGradients.of(tf, network, images, classes);
    return Map.of(
        "maps",
        tf.reduceSum(tf.math.abs(gradients), tf.constant(3)),
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
