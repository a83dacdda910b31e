package org.heirloom.stats;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/** Student's t distribution. Degrees of freedom may be fractional. */
public final class StudentT {
  private static final double ACCURACY = 1e-12;
  private static final int MOST_STEPS = 60;

  private StudentT() {}

  /** The value that |t| exceeds with probability 1 − {@code confidence}. */
  public static double critical(double confidence, double degrees) {
    Check.confidence(confidence);
    double tail = (1 - confidence) / 2;
    TDistribution distribution = new TDistribution(degrees);
    double t = start(tail, degrees);
    for (int step = 0; step < MOST_STEPS; step++) {
      double next = improved(t, tail, distribution);
      if (Math.abs(next - t) <= ACCURACY * next) {
        return next;
      }
      t = next;
    }
    return distribution.inverseCumulativeProbability(1 - tail);
  }

  /** The normal quantile, spread as few degrees of freedom spread it. */
  private static double start(double tail, double degrees) {
    double z = -new NormalDistribution().inverseCumulativeProbability(tail);
    return z + (z * z * z + z) / (4 * degrees);
  }

  /**
   * A step of Newton's method: on the tail where it is fat, on its logarithm over log t (nearly a
   * line there) where it is thin.
   */
  private static double improved(double t, double tail, TDistribution distribution) {
    double beyond = distribution.cumulativeProbability(-t);
    double density = distribution.density(t);
    return tail > 0.2
        ? Math.max(t / 2, t + (beyond - tail) / density)
        : t * Math.exp(Math.log(beyond / tail) * beyond / (density * t));
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
