package org.heirloom.probe;

import java.util.List;
import java.util.Set;
import org.heirloom.Seed;
import org.heirloom.data.PixelConcept.Category;

/**
 * How units are dissected.
 *
 * @param layers of the network, each with positions
 * @param quantile share of all positions at which a unit counts as active, 0.005 in the paper
 * @param matched whether units are dissected a second time with the share that concepts cover in
 *     the median, in place of {@code quantile}
 * @param threshold a unit is a detector if its best IoU is above this, 0.04 in the paper
 * @param labelledOnly whether pixels of images that show nothing of a concept's category are left
 *     out of the union; the paper does so, since such images may never have been labelled for it
 * @param categories of concepts that are looked for
 * @param concepts names of those that are looked for; empty: all of the categories
 * @param permutations how often masks are dealt out anew for the null
 * @param seed of the null; give networks that are compared the same one
 */
public record DissectionSettings(
    List<String> layers,
    double quantile,
    boolean matched,
    double threshold,
    boolean labelledOnly,
    Set<Category> categories,
    Set<String> concepts,
    int permutations,
    Seed seed) {

  public DissectionSettings {
    layers = List.copyOf(layers);
    categories = Set.copyOf(categories);
    concepts = Set.copyOf(concepts);
  }
}
