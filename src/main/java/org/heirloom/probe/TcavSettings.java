package org.heirloom.probe;

import org.heirloom.Seed;

/**
 * How concepts are tested.
 *
 * @param randomSets vectors per concept, each against another random set; at least 2
 * @param pseudoConcepts random sets that play concepts, at least 2; the smallest p is 1 / (this +
 *     1)
 * @param classifier finds the vectors
 * @param ridge its L2 penalty on standardised activations, above 0
 * @param minStability least mean cosine between a concept's vectors
 * @param confidence of intervals
 * @param seed of all sets and splits; give networks that are compared the same one, so that they
 *     see the same sets
 */
public record TcavSettings(
    int randomSets,
    int pseudoConcepts,
    CavClassifier classifier,
    double ridge,
    double minStability,
    double confidence,
    Seed seed) {

  public TcavSettings {
    require(randomSets >= 2, "randomSets", randomSets, "at least 2");
    require(pseudoConcepts >= 2, "pseudoConcepts", pseudoConcepts, "at least 2");
    require(ridge > 0, "ridge", ridge, "a positive number");
    require(confidence > 0 && confidence < 1, "confidence", confidence, "a number in (0, 1)");
  }

  /** A vector, as these settings have it. */
  Cav fit(LayerRows rows, Draw draw) {
    return Cav.fit(rows, draw, classifier, ridge);
  }

  private static void require(boolean holds, String name, Object got, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("%s: got %s; expected %s.".formatted(name, got, expected));
    }
  }
}
