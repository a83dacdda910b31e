package org.heirloom.probe;

import java.util.Arrays;
import java.util.List;
import org.heirloom.Seed;

/**
 * How units are switched off.
 *
 * @param sizes how many units at a time, ascending; those not below the layer's number are left out
 * @param randomSets sets of random units beside each, at least 1: the null
 * @param confidence above which a drop counts as more than what random units do
 * @param seed of the halves and of the random units; give networks that are compared the same one
 */
public record CausalSettings(List<Integer> sizes, int randomSets, double confidence, Seed seed) {
  public CausalSettings {
    sizes = List.copyOf(sizes);
  }

  /**
   * The first units of a random order.
   *
   * @param set which order
   */
  int[] randomUnits(int set, int units, int size) {
    return Arrays.copyOf(seed.child("random-units").child(set).stream().permutation(units), size);
  }
}
