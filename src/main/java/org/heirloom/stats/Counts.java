package org.heirloom.stats;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/** Tests and intervals of counts. */
public final class Counts {
  /** Probabilities this close count as equal when the less likely outcomes are summed. */
  private static final double TIE = 1 + 1e-7;

  private Counts() {}

  /**
   * Exact two-sided binomial test: the probability of all outcomes that are not more likely than
   * the observed one.
   *
   * @param probability of success under the null hypothesis, in [0, 1]
   */
  public static double binomialP(int successes, int trials, double probability) {
    requireCount(successes, trials);
    BinomialDistribution distribution = new BinomialDistribution(trials, probability);
    double observed = distribution.probability(successes) * TIE;
    double p = 0;
    for (int k = 0; k <= trials; k++) {
      double likelihood = distribution.probability(k);
      p += likelihood <= observed ? likelihood : 0;
    }
    return Math.min(1, p);
  }

  /**
   * Exact McNemar test of two classifiers on the same examples.
   *
   * @param onlyFirst examples that only the first got right
   * @param onlySecond examples that only the second got right
   * @return two-sided p; 1 if they differ nowhere
   */
  public static double mcNemarP(int onlyFirst, int onlySecond) {
    int differing = onlyFirst + onlySecond;
    return differing == 0 ? 1 : binomialP(onlyFirst, differing, 0.5);
  }

  /** Wilson's interval of a proportion. */
  public static Interval wilson(int successes, int trials, double confidence) {
    requireCount(successes, trials);
    Check.confidence(confidence);
    double z = new NormalDistribution().inverseCumulativeProbability(1 - (1 - confidence) / 2);
    double share = successes / (double) trials;
    double shrink = 1 + z * z / trials;
    double centre = (share + z * z / (2.0 * trials)) / shrink;
    double half =
        z / shrink * Math.sqrt(share * (1 - share) / trials + z * z / (4.0 * trials * trials));
    double low = successes == 0 ? 0 : centre - half; // exact, where rounding would leave traces
    double high = successes == trials ? 1 : centre + half;
    return new Interval(share, low, high);
  }

  /**
   * The largest share of examples that may differ although none of {@code examples} did, at this
   * confidence: what is left to say where nothing varies. One-sided, exact.
   */
  public static double unseenShare(int examples, double confidence) {
    Check.argument(examples > 0, "Expected at least 1 example, got %d", examples);
    Check.confidence(confidence);
    return -Math.expm1(Math.log1p(-confidence) / examples);
  }

  private static void requireCount(int successes, int trials) {
    Check.argument(
        trials > 0 && successes >= 0 && successes <= trials,
        "Expected 0 <= successes <= trials with trials > 0, got %d of %d",
        successes,
        trials);
  }
}
