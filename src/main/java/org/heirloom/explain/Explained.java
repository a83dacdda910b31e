package org.heirloom.explain;

import org.heirloom.model.Model;
import org.heirloom.model.tensorflow.NetworkFunction;

/** A network to explain: with its inside, or its answers alone. */
public sealed interface Explained {

  /** A network that can be placed into a graph, so that gradients and layers can be seen. */
  record Inside(NetworkFunction network) implements Explained {}

  /**
   * A black box.
   *
   * @param model stays its owner's, who closes it
   */
  record Answers(Model model) implements Explained {}
}
