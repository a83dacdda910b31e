package org.heirloom.stats;

import java.util.Arrays;
import java.util.function.Function;
import org.heirloom.RandomStream;
import org.heirloom.Seed;

/**
 * Permutation test of many features at once: each is compared with the greatest statistic that any
 * of them reached when the examples were shuffled. So the chance of even one false finding is at
 * most the level, however the features depend on each other.
 *
 * @see <a href="https://doi.org/10.1002/hbm.1058">Nichols and Holmes (2002), Nonparametric
 *     permutation tests for functional neuroimaging</a>
 */
public final class MaxStatistic {
  /** Orders that are drawn before they are asked, side by side; each takes memory. */
  private static final int DRAWN = 64;

  private final double[] observed;
  private final double[] maxima; // ascending

  private MaxStatistic(double[] observed, double[] maxima) {
    this.observed = observed;
    this.maxima = maxima;
  }

  /**
   * Runs the test.
   *
   * @param statistics one value per feature, the greater the more remarkable, when example i gets
   *     the response of example {@code order[i]}; NaN for a feature that has none. Asked by several
   *     threads at once
   * @param examples number of examples that are interchangeable under the null hypothesis
   * @param permutations random orders, for example 200; p cannot fall below 1/(permutations + 1)
   */
  public static MaxStatistic of(
      Function<int[], double[]> statistics, int examples, int permutations, Seed seed) {
    Check.argument(permutations > 0, "Expected at least 1 permutation, got %d", permutations);
    Check.argument(examples > 1, "Expected at least 2 examples, got %d", examples);
    int[] asTheyAre = new int[examples];
    Arrays.setAll(asTheyAre, i -> i);
    double[] observed = statistics.apply(asTheyAre).clone();
    RandomStream random = seed.stream();
    double[] maxima = new double[permutations];
    for (int first = 0; first < permutations; first += DRAWN) {
      int[][] orders = new int[Math.min(DRAWN, permutations - first)][];
      Arrays.setAll(orders, b -> random.permutation(examples));
      double[] drawn =
          Arrays.stream(orders)
              .parallel()
              .mapToDouble(order -> greatest(statistics.apply(order)))
              .toArray();
      System.arraycopy(drawn, 0, maxima, first, drawn.length);
    }
    Arrays.sort(maxima);
    return new MaxStatistic(observed, maxima);
  }

  private static double greatest(double[] values) {
    return Arrays.stream(values)
        .filter(v -> !Double.isNaN(v))
        .max()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /** The statistic of each feature, on the examples as they are. */
  public double[] observed() {
    return observed.clone();
  }

  /**
   * Of each feature, one-sided and corrected for all features: (1 + maxima not below it) / (1 +
   * permutations). NaN where the statistic is.
   */
  public double[] p() {
    return Arrays.stream(observed).map(this::p).toArray();
  }

  private double p(double value) {
    if (Double.isNaN(value)) {
      return Double.NaN;
    }
    long notBelow = Arrays.stream(maxima).filter(maximum -> maximum >= value).count();
    return (1.0 + notBelow) / (1 + maxima.length);
  }

  /**
   * What a statistic must exceed for p at most {@code level}; +∞ where there are too few
   * permutations for that.
   */
  public double threshold(double level) {
    Check.argument(level > 0 && level < 1, "Expected a level in (0, 1), got %s", level);
    int mayReach = (int) Math.floor(level * (maxima.length + 1)) - 1;
    return mayReach < 0 ? Double.POSITIVE_INFINITY : maxima[maxima.length - 1 - mayReach];
  }
}
