package org.heirloom.probe;

import java.util.List;
import org.heirloom.Seed;

/**
 * How information is asked for.
 *
 * @param layers of the network
 * @param factors names as in {@link KnownCauses}; empty for all that are known
 * @param units whether single units are asked as well
 * @param subsample examples that are kept, at most: ranks need them all at once
 * @param permutations of the test, the smallest p is 1 / (this + 1)
 * @param components dimensions to which a layer is reduced, at most
 * @param level chance of any false finding in each of the tests
 * @param seed give networks that are compared the same one
 */
public record InformationSettings(
    List<String> layers,
    List<String> factors,
    boolean units,
    int subsample,
    int permutations,
    int components,
    double level,
    Seed seed) {

  public InformationSettings {
    layers = List.copyOf(layers);
    factors = List.copyOf(factors);
    require(subsample >= 10, "subsample", subsample, "at least 10");
    require(permutations >= 1, "permutations", permutations, "at least 1");
    require(components >= 1, "components", components, "at least 1");
    require(level > 0 && level < 1, "level", level, "a number in (0, 1)");
  }

  private static void require(boolean holds, String name, Object got, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("%s: got %s; expected %s.".formatted(name, got, expected));
    }
  }
}
