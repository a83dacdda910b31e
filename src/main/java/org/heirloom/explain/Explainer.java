package org.heirloom.explain;

/**
 * Tells which pixels of an image speak for a class.
 *
 * <p>The map of an example depends on the example, its class and the explainer's own settings
 * alone: not on the other examples of the request nor on their order. Explainers that draw random
 * numbers take a seed when they are made and derive one per example from its id. May own native
 * memory: close it. Not thread-safe.
 */
public interface Explainer extends AutoCloseable {

  /** Its name in a study, for example {@code grad-cam}. */
  String name();

  /**
   * One map per example.
   *
   * @throws org.heirloom.DataException if a map or an answer of the network is not finite
   */
  SaliencyMaps explain(ExplainRequest request);

  /** What one map costs at most; {@link SaliencyMaps#efforts} says what each took. */
  Cost cost();

  @Override
  void close();

  /**
   * What one map costs, in passes of one image through the network.
   *
   * @param calls images that are put through the network
   * @param gradients images of which gradients are taken as well
   */
  record Cost(int calls, int gradients) {}
}
