package org.heirloom.stats;

import org.heirloom.RandomStream;
import org.heirloom.Seed;

/**
 * Representational dissimilarity: how unlike a network finds each pair of examples. Two networks
 * are compared by whether they find the same pairs unlike, whatever their units.
 *
 * <p>Holds n(n − 1)/2 values, so n is a subsample: 2,000 examples take 16 MB.
 *
 * @see <a href="https://doi.org/10.3389/neuro.06.004.2008">Kriegeskorte et al. (2008),
 *     Representational similarity analysis</a>
 */
public final class Dissimilarities {
  private static final int FEWEST = 3;

  private final int examples;
  private final double[] pairs; // (0,1), (0,2), …, (0,n−1), (1,2), …

  private Dissimilarities(int examples, double[] pairs) {
    this.examples = examples;
    this.pairs = pairs;
  }

  /**
   * 1 − Pearson's r of the activations of two examples, in [0, 2].
   *
   * @param rows {@code [examples][units]}, at least 3 examples of at least 2 units; an example on
   *     which all units are equal is refused, since nothing correlates with it
   */
  public static Dissimilarities correlation(double[][] rows) {
    requireTable(rows, 2);
    double[][] directions = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      NormalScores.requireVarying(rows[i], "units of example " + i + ": ");
      directions[i] = direction(rows[i]);
    }
    return of(rows.length, (i, j) -> 1 - clamped(Moments.dot(directions[i], directions[j])));
  }

  /**
   * Euclidean distance of the activations of two examples.
   *
   * @param rows {@code [examples][units]}, at least 3 examples
   */
  public static Dissimilarities euclidean(double[][] rows) {
    requireTable(rows, 1);
    return of(rows.length, (i, j) -> distance(rows[i], rows[j]));
  }

  private interface OfPair {
    double apply(int i, int j);
  }

  private static Dissimilarities of(int examples, OfPair dissimilarity) {
    double[] pairs = new double[examples * (examples - 1) / 2];
    int pair = 0;
    for (int i = 0; i < examples; i++) {
      for (int j = i + 1; j < examples; j++) {
        pairs[pair++] = dissimilarity.apply(i, j);
      }
    }
    return new Dissimilarities(examples, pairs);
  }

  private static void requireTable(double[][] rows, int fewestUnits) {
    Check.argument(
        rows.length >= FEWEST, "Expected at least %d examples, got %d", FEWEST, rows.length);
    Check.argument(
        rows[0].length >= fewestUnits,
        "Expected at least %d units, got %d",
        fewestUnits,
        rows[0].length);
    for (double[] row : rows) {
      Check.sameLength(rows[0], row);
      for (double value : row) {
        Check.argument(Double.isFinite(value), "Expected finite activations, got %s", value);
      }
    }
  }

  /** Dissimilarity of each pair: (0, 1), (0, 2), …, (1, 2), … */
  public double[] pairs() {
    return pairs.clone();
  }

  /** Spearman's ρ of both over all pairs; NaN where one finds all pairs equally unlike. */
  public double spearman(Dissimilarities other) {
    requireSame(other);
    return Correlations.spearman(pairs, other.pairs);
  }

  /**
   * Mantel's test of {@link #spearman} against 0: the examples of one side are shuffled as wholes,
   * because their pairs are not independent.
   *
   * @param permutations random orders, for example 999
   * @return ρ and its two-sided p, at least 1/(permutations + 1); p is NaN where ρ is
   * @see <a href="https://aacrjournals.org/cancerres/article/27/2_Part_1/209/476508">Mantel
   *     (1967)</a>
   */
  public TestResult mantel(Dissimilarities other, int permutations, Seed seed) {
    Check.argument(permutations > 0, "Expected at least 1 permutation, got %d", permutations);
    double observed = spearman(other);
    if (Double.isNaN(observed)) {
      return new TestResult(observed, Double.NaN, Double.NaN);
    }
    double[] ranks = direction(Correlations.midRanks(pairs));
    double[] others = direction(Correlations.midRanks(other.pairs));
    RandomStream random = seed.stream();
    int extreme = 1;
    for (int b = 0; b < permutations; b++) {
      double shuffled = shuffledDot(ranks, others, random.permutation(examples));
      extreme += Math.abs(shuffled) >= Math.abs(observed) * (1 - 1e-12) ? 1 : 0;
    }
    return new TestResult(observed, Double.NaN, extreme / (permutations + 1.0));
  }

  private double shuffledDot(double[] a, double[] b, int[] order) {
    double sum = 0;
    int pair = 0;
    for (int i = 0; i < examples; i++) {
      for (int j = i + 1; j < examples; j++) {
        sum += a[pair++] * b[index(Math.min(order[i], order[j]), Math.max(order[i], order[j]))];
      }
    }
    return sum;
  }

  /** Place of the pair (i, j), i below j. */
  private int index(int i, int j) {
    return i * (2 * examples - i - 1) / 2 + j - i - 1;
  }

  private void requireSame(Dissimilarities other) {
    Check.argument(
        examples == other.examples,
        "Expected dissimilarities of the same examples, got %d and %d",
        examples,
        other.examples);
  }

  /** The values less their mean, at length 1. */
  private static double[] direction(double[] values) {
    double mean = Moments.mean(values);
    double[] direction = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      direction[i] = values[i] - mean;
    }
    double length = Math.sqrt(Moments.dot(direction, direction));
    for (int i = 0; i < values.length; i++) {
      direction[i] /= length;
    }
    return direction;
  }

  private static double clamped(double r) {
    return Math.max(-1, Math.min(1, r));
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
