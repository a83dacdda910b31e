package org.heirloom.stats;

/**
 * Agreement beyond chance: κ = (observed − expected) / (1 − expected), in [−1, 1].
 *
 * @see <a href="https://doi.org/10.1177/001316446002000104">Cohen (1960)</a>; on correctness, <a
 *     href="https://arxiv.org/abs/2006.16736">error consistency (Geirhos et al. 2020)</a>
 */
public final class Kappa {
  private Kappa() {}

  /**
   * Error consistency of two classifiers: whether they are right and wrong on the same examples.
   *
   * @param observed share of examples on which both are right or both wrong
   * @return κ; NaN if both are always right (or always wrong), where chance explains all
   */
  public static double errorConsistency(
      double firstAccuracy, double secondAccuracy, double observed) {
    double expected = expected(firstAccuracy, secondAccuracy);
    return expected < 1 ? (observed - expected) / (1 - expected) : Double.NaN;
  }

  /**
   * What each example adds to the error consistency: κ plus its influence. Their mean is exactly κ,
   * and an interval of that mean is an interval of κ, to first order.
   *
   * @return one value per example, all NaN where κ is undefined
   */
  public static double[] contributions(boolean[] first, boolean[] second) {
    int n = first.length;
    double a = share(first);
    double b = share(second);
    boolean[] same = new boolean[n];
    for (int i = 0; i < n; i++) {
      same[i] = first[i] == second[i];
    }
    double observed = share(same);
    double kappa = errorConsistency(a, b, observed);
    double left = 1 - expected(a, b);
    double byExpected = (kappa - 1) / left;
    double[] contributions = new double[n];
    for (int i = 0; i < n; i++) {
      double expectedShift = (2 * b - 1) * (one(first[i]) - a) + (2 * a - 1) * (one(second[i]) - b);
      contributions[i] = kappa + (one(same[i]) - observed) / left + byExpected * expectedShift;
    }
    return contributions;
  }

  /**
   * Cohen's κ of two labellings.
   *
   * @param first category per item, from 0
   * @param second category per item, from 0; same length
   * @return κ; NaN if both use one and the same category only
   */
  public static double cohen(int[] first, int[] second, int categories) {
    Check.argument(
        first.length == second.length && first.length > 0,
        "Expected labellings of equal length above 0, got %d and %d",
        first.length,
        second.length);
    double[] countFirst = new double[categories];
    double[] countSecond = new double[categories];
    double same = 0;
    for (int i = 0; i < first.length; i++) {
      countFirst[first[i]]++;
      countSecond[second[i]]++;
      same += first[i] == second[i] ? 1 : 0;
    }
    double n = first.length;
    double expected = 0;
    for (int k = 0; k < categories; k++) {
      expected += countFirst[k] / n * (countSecond[k] / n);
    }
    return expected < 1 ? (same / n - expected) / (1 - expected) : Double.NaN;
  }

  private static double expected(double a, double b) {
    return a * b + (1 - a) * (1 - b);
  }

  private static double share(boolean[] values) {
    double count = 0;
    for (boolean value : values) {
      count += one(value);
    }
    return count / values.length;
  }

  private static double one(boolean value) {
    return value ? 1 : 0;
  }
}
