package org.heirloom.stats;

import java.util.Arrays;

/**
 * What is known of each of some examples: a number, or one of a few values. Immutable.
 *
 * <p>Numbers are held as normal scores, for dependence that rises or falls, and in bins of about
 * equal size, for any other.
 */
public final class Feature {
  private final double[] scores; // mean 0, sample variance 1; empty for one of a few values
  private final int[] levels;
  private final int levelCount;

  private Feature(double[] scores, int[] levels, int levelCount) {
    this.scores = scores;
    this.levels = levels;
    this.levelCount = levelCount;
  }

  /**
   * A number per example.
   *
   * @param values finite, not all equal
   * @param bins how many at most, 2 or more
   */
  public static Feature continuous(double[] values, int bins) {
    Check.argument(bins >= 2, "Expected at least 2 bins, got %d", bins);
    double[] scores = GaussianVariable.copula(values).standardColumns()[0];
    return new Feature(scores, equallyFilled(values, bins), bins);
  }

  /**
   * One of a few values per example, in no order.
   *
   * @param values at least two different ones
   */
  public static Feature categorical(double[] values) {
    NormalScores.requireVarying(values, "");
    double[] known = Arrays.stream(values).distinct().sorted().toArray();
    int[] levels = Arrays.stream(values).mapToInt(v -> Arrays.binarySearch(known, v)).toArray();
    return new Feature(new double[0], levels, known.length);
  }

  /**
   * Bins that hold about as many examples each; equal values share a bin.
   *
   * @return the bin of each example, from 0
   */
  static int[] equallyFilled(double[] values, int bins) {
    double[] ranks = Correlations.midRanks(values);
    int[] filled = new int[values.length];
    for (int i = 0; i < filled.length; i++) {
      filled[i] = (int) Math.min(bins - 1, (ranks[i] - 0.5) / values.length * bins);
    }
    return filled;
  }

  /** Whether it is one of a few values. */
  public boolean isCategorical() {
    return scores.length == 0;
  }

  /** Number of examples. */
  public int examples() {
    return levels.length;
  }

  /** The value of each example, or the bin of its number, from 0. */
  public int[] levels() {
    return levels.clone();
  }

  /** How many values or bins there are. */
  public int levelCount() {
    return levelCount;
  }

  /** Examples of the rarest value or bin. */
  public int rarest() {
    return Arrays.stream(counts(levels, levelCount)).min().orElse(0);
  }

  /** Entropy of its values or bins, in bits. */
  public double entropy() {
    double bits = 0;
    for (int count : counts(levels, levelCount)) {
      double share = count / (double) levels.length;
      bits -= count == 0 ? 0 : share * Math.log(share) / Math.log(2);
    }
    return bits;
  }

  /**
   * For Gaussian formulas: normal scores, or one column of 0 and 1 for each value but the last.
   * With the latter, information is that of an analysis of variance with one covariance for all.
   */
  public GaussianVariable gaussian() {
    if (!isCategorical()) {
      return GaussianVariable.of(scores);
    }
    double[][] columns = new double[levelCount - 1][levels.length];
    for (int i = 0; i < levels.length; i++) {
      if (levels[i] < columns.length) {
        columns[levels[i]][i] = 1;
      }
    }
    return GaussianVariable.of(columns);
  }

  /** The same for some of the examples; values that none of them has are left out. */
  public Feature only(int[] rows) {
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = isCategorical() ? levels[rows[i]] : scores[rows[i]];
    }
    return isCategorical() ? categorical(values) : continuous(values, levelCount);
  }

  /** Whether some of the examples differ in it. */
  public boolean varies(int[] rows) {
    for (int row : rows) {
      boolean same =
          isCategorical() ? levels[row] == levels[rows[0]] : scores[row] == scores[rows[0]];
      if (!same) {
        return true;
      }
    }
    return false;
  }

  static int[] counts(int[] levels, int levelCount) {
    int[] counts = new int[levelCount];
    for (int level : levels) {
      counts[level]++;
    }
    return counts;
  }

  double[] scores() {
    return scores;
  }
}
