package org.heirloom.explain;

import java.util.Map;
import org.heirloom.model.tensorflow.Network;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * An explainer that asks a surrogate of the network, in one pass and without gradients; the network
 * itself is not asked. That it explains the network is not given: insertion and deletion on the
 * network tell.
 */
abstract class SurrogateExplainer implements Explainer {
  private final String name;
  private final BlockProgram program;

  /** What an explainer makes of a surrogate. */
  @FunctionalInterface
  interface Graph {
    /**
     * Adds the computation.
     *
     * @param student applied to the images
     * @param classes {@code [n]}
     * @return maps, {@code [n, height, width]}
     */
    Operand<TFloat32> of(
        Ops tf, AttentiveSurrogate surrogate, Network student, Operand<TInt32> classes);
  }

  SurrogateExplainer(String name, Explainers.Setting setting, Graph graph) {
    this.name = name;
    AttentiveSurrogate surrogate = setting.fitted(name);
    this.program =
        new BlockProgram(
            setting,
            (tf, images, classes) -> {
              Network student = surrogate.student().apply(tf, images);
              return Map.of(
                  GraphExplainer.MAPS,
                  graph.of(tf, surrogate, student, classes),
                  GraphExplainer.LOGITS,
                  BlockProgram.logits(tf, student, classes));
            });
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public SaliencyMaps explain(ExplainRequest request) {
    Map<String, float[]> outputs = program.run(request);
    return SaliencyMaps.of(name, request, outputs.get(GraphExplainer.MAPS), cost())
        .answered(name, request, outputs.get(GraphExplainer.LOGITS));
  }

  /** Of the surrogate. */
  @Override
  public final Cost cost() {
    return new Cost(1, 0);
  }

  @Override
  public final void close() {
    program.close();
  }
}
