package org.heirloom.stats;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Copula normalisation: a value's rank r among N turned into the standard normal quantile {@code
 * Φ⁻¹(r / (N + 1))}. Any strictly increasing transform of the values leaves the scores as they are.
 *
 * <p>Equal values share the mean of their ranks. Ranking them by their order in the data, as the
 * source does, would make information out of that order: examples sorted by class would look as if
 * they told the class. With many ties (rectified units are mostly 0) the scores are far from normal
 * all the same: see {@link #tiedShare}.
 *
 * <p>The variance of the scores is below 1 (0.93 for a hundred values, 0.99 for a thousand) and
 * must stay so.
 *
 * @see <a href="https://doi.org/10.1002/hbm.23471">Ince et al. (2017), A statistical framework for
 *     neuroimaging data analysis based on mutual information estimated via a Gaussian copula</a>
 */
public final class NormalScores {
  private NormalScores() {}

  /**
   * The score of each value, in the order given.
   *
   * @param values finite, not all equal
   */
  public static double[] of(double[] values) {
    requireVarying(values, "");
    NormalDistribution normal = new NormalDistribution();
    double[] scores = Correlations.midRanks(values);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = normal.inverseCumulativeProbability(scores[i] / (scores.length + 1));
    }
    return scores;
  }

  /**
   * Share of values that another one equals, in [0, 1]. Above about 0.1 information from ranks is
   * doubtful: better take activations before the rectifier, or active against inactive as classes.
   */
  public static double tiedShare(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double tied = 0;
    for (int i = 0; i < sorted.length; i++) {
      boolean below = i > 0 && sorted[i - 1] == sorted[i];
      boolean above = i + 1 < sorted.length && sorted[i + 1] == sorted[i];
      tied += below || above ? 1 : 0;
    }
    return tied / sorted.length;
  }

  /**
   * Share of values that equal the commonest one, in (0, 1]: of rectified units mostly the zeros.
   * Small where values are merely rounded, as pixels are, which does ranks no harm.
   */
  public static double commonestShare(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int most = 0;
    int from = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[from]) {
        most = Math.max(most, i - from);
        from = i;
      }
    }
    return most / (double) sorted.length;
  }

  /** Refuses NaN, infinity and constants; {@code where} begins the message. */
  static void requireVarying(double[] values, String where) {
    boolean varies = false;
    for (int i = 0; i < values.length; i++) {
      Check.argument(
          Double.isFinite(values[i]),
          "%sExpected finite values, got %s for example %d",
          where,
          values[i],
          i);
      varies |= values[i] != values[0];
    }
    Check.argument(
        varies,
        "%sExpected values that vary, got the same for all %d examples",
        where,
        values.length);
  }
}
