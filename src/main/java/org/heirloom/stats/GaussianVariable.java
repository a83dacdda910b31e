package org.heirloom.stats;

/**
 * A variable of one or more dimensions, observed on a number of examples and taken for Gaussian.
 *
 * <p>Immutable. Its inner correlations are computed once, so that many pairings and reorderings of
 * it cost one product per pair of dimensions.
 */
public final class GaussianVariable {
  private final double[][] columns; // mean 0, sample variance 1
  private final double[][] correlation;
  private final double logScale; // sum of the logarithms of the standard deviations, in nats

  private GaussianVariable(double[][] columns, double[][] correlation, double logScale) {
    this.columns = columns;
    this.correlation = correlation;
    this.logScale = logScale;
  }

  /**
   * The values as they are. Rank the columns with {@link #copula} unless they are Gaussian.
   *
   * @param columns one array per dimension, each with one value per example
   */
  public static GaussianVariable of(double[]... columns) {
    return standardised(columns, 0, "");
  }

  /**
   * The {@link NormalScores} of each column, over all examples.
   *
   * @param columns one array per dimension, each with one value per example
   */
  public static GaussianVariable copula(double[]... columns) {
    double[][] scores = new double[columns.length][];
    for (int c = 0; c < columns.length; c++) {
      NormalScores.requireVarying(columns[c], "column " + c + ": ");
      scores[c] = NormalScores.of(columns[c]);
    }
    return standardised(scores, 0, "");
  }

  private static GaussianVariable standardised(double[][] columns, double logScale, String where) {
    Check.argument(columns.length > 0, "%sExpected at least 1 column, got 0", where);
    double[][] standard = new double[columns.length][];
    double scales = logScale;
    for (int c = 0; c < columns.length; c++) {
      Check.sameLength(columns[0], columns[c]);
      NormalScores.requireVarying(columns[c], where + "column " + c + ": ");
      double mean = Moments.mean(columns[c]);
      double deviation = Moments.deviation(columns[c]);
      scales += Math.log(deviation);
      standard[c] = columns[c].clone();
      for (int i = 0; i < standard[c].length; i++) {
        standard[c][i] = (standard[c][i] - mean) / deviation;
      }
    }
    return new GaussianVariable(standard, correlations(standard, standard), scales);
  }

  private static double[][] correlations(double[][] a, double[][] b) {
    double[][] correlations = new double[a.length][b.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        correlations[i][j] = a[i] == b[j] ? 1 : Moments.dot(a[i], b[j]) / (a[i].length - 1);
      }
    }
    return correlations;
  }

  /** Number of columns. */
  public int dimensions() {
    return columns.length;
  }

  /** Number of examples. */
  public int examples() {
    return columns[0].length;
  }

  /** Both variables as one: this one's dimensions, then the other's. */
  public GaussianVariable with(GaussianVariable other) {
    Check.argument(
        examples() == other.examples(),
        "Expected variables of the same examples, got %d and %d",
        examples(),
        other.examples());
    int first = dimensions();
    int all = first + other.dimensions();
    double[][] joined = new double[all][];
    double[][] joint = new double[all][all];
    double[][] cross = correlations(columns, other.columns);
    for (int i = 0; i < all; i++) {
      joined[i] = i < first ? columns[i] : other.columns[i - first];
      for (int j = 0; j < all; j++) {
        if (i < first) {
          joint[i][j] = j < first ? correlation[i][j] : cross[i][j - first];
        } else {
          joint[i][j] = j < first ? cross[j][i - first] : other.correlation[i - first][j - first];
        }
      }
    }
    return new GaussianVariable(joined, joint, logScale + other.logScale);
  }

  /**
   * The same values, dealt to the examples anew: example i gets what {@code order[i]} had.
   *
   * @param order a permutation of the examples
   */
  public GaussianVariable reordered(int[] order) {
    Check.argument(
        order.length == examples(),
        "Expected an order of %d examples, got %d",
        examples(),
        order.length);
    return new GaussianVariable(take(order), correlation, logScale);
  }

  /** Some of the examples, with means and deviations of their own; {@code where} for messages. */
  GaussianVariable only(int[] rows, String where) {
    return standardised(take(rows), logScale, where);
  }

  private double[][] take(int[] rows) {
    double[][] taken = new double[columns.length][rows.length];
    for (int c = 0; c < columns.length; c++) {
      for (int i = 0; i < rows.length; i++) {
        taken[c][i] = columns[c][rows[i]];
      }
    }
    return taken;
  }

  /** The columns with mean 0 and sample variance 1. */
  double[][] standardColumns() {
    return columns;
  }

  /** Correlation of each dimension with each. */
  double[][] correlation() {
    return correlation;
  }

  /**
   * Entropy in nats, less its bias and {@code d/2·log 2πe}, which cancels in every information.
   *
   * @return −∞ where one dimension is a linear function of the others
   */
  double entropy() {
    double bias = entropyBias(examples(), dimensions());
    return CovarianceFactor.of(correlation)
        .map(factor -> logScale + factor.halfLogDeterminant() - bias)
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /**
   * How much too low the entropy of the sample covariance is on average, in nats: exact for
   * Gaussian data.
   *
   * <p>{@code d/2·(log 2 − log(N − 1)) + ½ Σ ψ((N − i) / 2)}, i = 1..d, ψ the digamma function.
   *
   * @return below 0
   * @see <a href="https://doi.org/10.1109/18.30996">Ahmed and Gokhale (1989)</a>
   */
  static double entropyBias(int examples, int dimensions) {
    Check.argument(
        examples > dimensions,
        "Expected more examples than dimensions, got %d examples of %d dimensions",
        examples,
        dimensions);
    double sum = dimensions * (Math.log(2) - Math.log(examples - 1.0));
    for (int i = 1; i <= dimensions; i++) {
      sum += Digamma.of((examples - i) / 2.0);
    }
    return sum / 2;
  }
}
