package org.heirloom.explain;

import java.util.LinkedHashMap;
import java.util.Map;
import org.heirloom.model.tensorflow.Network;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * An explainer that is one graph: one pass and one gradient give an image's map. Another one is a
 * class that says what it adds to the network's graph.
 */
abstract class GraphExplainer implements Explainer {
  static final String MAPS = "maps";

  static final String LOGITS = "logits";

  private final String name;
  private final BlockProgram program;

  /** What an explainer adds to a network. */
  @FunctionalInterface
  interface Graph {
    /**
     * Adds the computation.
     *
     * @param network applied to the images
     * @param images {@code [n, height, width, channels]}
     * @param classes {@code [n]}
     * @return {@link #MAPS}, {@code [n, height, width]}, and what {@link #check} wants to know of
     *     each image, {@code [n]}
     */
    Map<String, Operand<?>> of(
        Ops tf, Network network, Operand<TFloat32> images, Operand<TInt32> classes);
  }

  /**
   * Builds the graph.
   *
   * @throws org.heirloom.StudyException if the network is a black box
   */
  GraphExplainer(String name, Explainers.Setting setting, Graph graph) {
    this.name = name;
    this.program =
        new BlockProgram(
            setting,
            (tf, images, classes) -> {
              Network network = setting.network(name).apply(tf, images);
              Map<String, Operand<?>> outputs =
                  new LinkedHashMap<>(graph.of(tf, network, images, classes));
              outputs.put(LOGITS, BlockProgram.logits(tf, network, classes));
              return outputs;
            });
  }

  /** Refuses a network that it turns out not to explain. */
  void check(Map<String, float[]> outputs) {}

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final SaliencyMaps explain(ExplainRequest request) {
    Map<String, float[]> outputs = program.run(request);
    check(outputs);
    return SaliencyMaps.of(name, request, outputs.get(MAPS), cost())
        .answered(name, request, outputs.get(LOGITS));
  }

  @Override
  public Cost cost() {
    return new Cost(1, 1);
  }

  @Override
  public final void close() {
    program.close();
  }
}
