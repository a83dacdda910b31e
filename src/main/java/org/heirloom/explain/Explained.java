package org.heirloom.explain;

import org.heirloom.model.Model;
import org.heirloom.model.Precision;
import org.heirloom.model.tensorflow.NetworkFunction;

/** A network to explain: with its inside, or its answers alone. */
public sealed interface Explained {

  /**
   * A network that can be placed into a graph, so that gradients and layers can be seen.
   *
   * @param precision in which answers to masked images are computed; gradients take float32
   */
  record Inside(NetworkFunction network, Precision precision) implements Explained {

    /** In float32. */
    public Inside(NetworkFunction network) {
      this(network, Precision.FLOAT32);
    }
  }

  /**
   * A black box.
   *
   * @param model stays its owner's, who closes it
   */
  record Answers(Model model) implements Explained {}
}
