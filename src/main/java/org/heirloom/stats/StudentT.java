package org.heirloom.stats;

import org.hipparchus.distribution.continuous.TDistribution;

/** Student's t distribution. Degrees of freedom may be fractional. */
public final class StudentT {
  private static final double NEGLIGIBLE = 1e-14;

  private StudentT() {}

  /** The value that |t| exceeds with probability 1 − {@code confidence}. */
  public static double critical(double confidence, double degrees) {
    Check.confidence(confidence);
    return new TDistribution(degrees, NEGLIGIBLE)
        .inverseCumulativeProbability(1 - (1 - confidence) / 2);
  }

  /** Two-sided p-value: the probability that |T| is at least |t|; NaN if {@code t} is. */
  public static double twoSidedP(double t, double degrees) {
    if (Double.isNaN(t)) {
      return Double.NaN;
    }
    return Double.isInfinite(t)
        ? 0
        : 2 * new TDistribution(degrees).cumulativeProbability(-Math.abs(t));
  }
}
