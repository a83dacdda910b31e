package org.heirloom.stats;

import java.util.Arrays;
import org.heirloom.RandomStream;
import org.heirloom.Seed;

/** Resampling intervals. */
public final class Bootstrap {
  /** Below this many seeds the percentile interval covers too little: 75 % at three. */
  public static final int FEWEST_SEEDS = 20;

  private Bootstrap() {}

  /**
   * Percentile interval of the mean of a table of seeds × examples: seeds and examples are drawn
   * with replacement, the same examples for all seeds.
   *
   * @param table {@code [seeds][examples]}, at least 20 seeds: use {@link CrossedMean} below that
   * @param rounds number of resamples, for example 2000
   */
  public static Interval crossed(double[][] table, double confidence, int rounds, Seed seed) {
    Check.argument(
        table.length >= FEWEST_SEEDS,
        "Expected at least %d seeds, got %d: with fewer the interval covers too little",
        FEWEST_SEEDS,
        table.length);
    Check.confidence(confidence);
    RandomStream random = seed.stream();
    double[] means = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      means[round] = resampledMean(table, random);
    }
    Arrays.sort(means);
    double tail = (1 - confidence) / 2;
    return new Interval(
        CrossedMean.of(table).mean(), quantile(means, tail), quantile(means, 1 - tail));
  }

  private static double resampledMean(double[][] table, RandomStream random) {
    int examples = table[0].length;
    int[] columns = new int[examples];
    for (int j = 0; j < examples; j++) {
      columns[j] = random.nextInt(examples);
    }
    double sum = 0;
    for (int s = 0; s < table.length; s++) {
      double[] row = table[random.nextInt(table.length)];
      for (int column : columns) {
        sum += row[column];
      }
    }
    return sum / ((double) table.length * examples);
  }

  /** Quantile of sorted values by linear interpolation between order statistics. */
  static double quantile(double[] sorted, double probability) {
    double position = probability * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
