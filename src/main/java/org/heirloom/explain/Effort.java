package org.heirloom.explain;

import java.util.OptionalDouble;

/**
 * What a map took, and how far it can be trusted.
 *
 * @param calls images that were put through the network
 * @param gradients images of which gradients were taken as well
 * @param error Monte-Carlo standard error, root mean square over pixels, divided by the standard
 *     deviation of the map over its pixels: 0 is exact, 1 nothing but chance; empty where nothing
 *     was drawn by chance, NaN where it cannot be told
 * @param fit share of the variance of the network's answers that a local linear model explains, R²;
 *     empty where there is no such model, NaN where the answers do not vary
 */
public record Effort(int calls, int gradients, OptionalDouble error, OptionalDouble fit) {

  /** Of a map in which chance has no part. */
  static Effort exact(int calls, int gradients) {
    return new Effort(calls, gradients, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** Of a map that was estimated. */
  static Effort estimated(int calls, int gradients, double error) {
    return new Effort(calls, gradients, OptionalDouble.of(error), OptionalDouble.empty());
  }

  /**
   * The error of a map relative to its spread.
   *
   * @param map values of the pixels
   * @param meanSquaredError squared standard error, averaged over pixels
   */
  static double relative(double[] map, double meanSquaredError) {
    if (meanSquaredError == 0) {
      return 0;
    }
    double mean = 0;
    for (double value : map) {
      mean += value / map.length;
    }
    double variance = 0;
    for (double value : map) {
      variance += (value - mean) * (value - mean) / map.length;
    }
    return variance == 0 ? Double.NaN : Math.sqrt(meanSquaredError / variance);
  }
}
