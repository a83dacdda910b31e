package org.heirloom.stats;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Wilcoxon's signed-rank test of paired differences.
 *
 * <p>Zero differences are left out, ties share their mean rank. Up to 50 pairs p is exact, given
 * the ties; beyond, normal with corrections for ties and continuity.
 */
public final class WilcoxonTest {
  private static final int MOST_EXACT = 50;

  private WilcoxonTest() {}

  /** The statistic is the sum of the ranks of positive differences; p is 1 if all are zero. */
  public static TestResult of(double[] differences) {
    double[] nonZero = Arrays.stream(differences).filter(d -> d != 0).toArray();
    if (nonZero.length == 0) {
      return new TestResult(0, Double.NaN, 1);
    }
    double[] ranks = Correlations.midRanks(magnitudes(nonZero));
    double positive = 0;
    for (int i = 0; i < ranks.length; i++) {
      positive += nonZero[i] > 0 ? ranks[i] : 0;
    }
    double p = ranks.length <= MOST_EXACT ? exact(ranks, positive) : normal(ranks, positive);
    return new TestResult(positive, Double.NaN, p);
  }

  private static double[] magnitudes(double[] values) {
    double[] magnitudes = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      magnitudes[i] = Math.abs(values[i]);
    }
    return magnitudes;
  }

  /** Counts sign patterns by their sum of doubled ranks, which are whole numbers even for ties. */
  private static double exact(double[] ranks, double positive) {
    int most = ranks.length * (ranks.length + 1);
    double[] probability = new double[most + 1];
    probability[0] = 1;
    for (double rank : ranks) {
      int doubled = (int) Math.round(2 * rank);
      for (int sum = most; sum >= 0; sum--) {
        double withThis = sum >= doubled ? probability[sum - doubled] : 0;
        probability[sum] = (probability[sum] + withThis) / 2;
      }
    }
    int observed = (int) Math.round(2 * positive);
    int smaller = Math.min(observed, most - observed);
    double tail = 0;
    for (int sum = 0; sum <= smaller; sum++) {
      tail += probability[sum];
    }
    return Math.min(1, 2 * tail);
  }

  private static double normal(double[] ranks, double positive) {
    double expected = Moments.sum(ranks) / 2;
    double variance = 0;
    for (double rank : ranks) {
      variance += rank * rank / 4;
    }
    double distance = Math.max(0, Math.abs(positive - expected) - 0.5);
    return 2 * new NormalDistribution().cumulativeProbability(-distance / Math.sqrt(variance));
  }
}
