package org.heirloom.study;

import java.util.List;

/**
 * What a linear classifier reads off layers.
 *
 * @param layers names, or {@code all} alone for every one
 * @param examples at most so many are kept of those that are shown
 * @param heldOut share of these that classifiers are judged on
 */
public record LinearReading(
    boolean enabled,
    List<String> concepts,
    List<String> layers,
    int examples,
    double heldOut,
    double ridge) {
  public LinearReading {
    concepts = List.copyOf(concepts);
    layers = List.copyOf(layers);
  }
}
