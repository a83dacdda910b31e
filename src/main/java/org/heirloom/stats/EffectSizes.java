package org.heirloom.stats;

/** How far two groups are apart, in units of their spread. */
public final class EffectSizes {
  private EffectSizes() {}

  /**
   * Cohen's d: the difference of means, a − b, by the pooled standard deviation. NaN where neither
   * group varies.
   *
   * @param a at least 2 values
   * @param b at least 2 values
   */
  public static double cohen(double[] a, double[] b) {
    Check.atLeast(2, a);
    Check.atLeast(2, b);
    double variance =
        ((a.length - 1) * Moments.variance(a) + (b.length - 1) * Moments.variance(b))
            / (a.length + b.length - 2);
    return variance == 0 ? Double.NaN : (Moments.mean(a) - Moments.mean(b)) / Math.sqrt(variance);
  }
}
