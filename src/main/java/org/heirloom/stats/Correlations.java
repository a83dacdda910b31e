package org.heirloom.stats;

import java.util.Arrays;
import java.util.Comparator;
import org.hipparchus.distribution.continuous.NormalDistribution;

/** Correlation coefficients. NaN where one side is constant, since nothing can go along with it. */
public final class Correlations {
  private Correlations() {}

  /** Pearson's r, in [−1, 1]. */
  public static double pearson(double[] x, double[] y) {
    Check.sameLength(x, y);
    double meanX = Moments.mean(x);
    double meanY = Moments.mean(y);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
    boolean constant = isConstant(x) || isConstant(y);
    return constant ? Double.NaN : Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy)));
  }

  /** Spearman's ρ: Pearson's r of mid-ranks, in [−1, 1]. */
  public static double spearman(double[] x, double[] y) {
    Check.sameLength(x, y);
    return pearson(midRanks(x), midRanks(y));
  }

  /** Ranks from 1; equal values share the mean of their ranks. */
  public static double[] midRanks(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  /**
   * Interval of Pearson's r by Fisher's z transform; unbounded below four pairs.
   *
   * @param pairs number of independent pairs
   */
  public static Interval fisher(double r, int pairs, double confidence) {
    Check.confidence(confidence);
    if (pairs < 4 || Double.isNaN(r)) {
      return Interval.point(r);
    }
    double critical =
        new NormalDistribution().inverseCumulativeProbability(1 - (1 - confidence) / 2);
    double z = 0.5 * Math.log((1 + r) / (1 - r));
    double half = critical / Math.sqrt(pairs - 3.0);
    return new Interval(r, Math.tanh(z - half), Math.tanh(z + half));
  }

  /** Whether all values are equal. */
  public static boolean isConstant(double[] values) {
    return Arrays.stream(values).allMatch(v -> v == values[0]);
  }
}
