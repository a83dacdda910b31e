package org.heirloom.stats;

/**
 * Mutual information of two discrete variables, in bits, from a table of counts. Also for what the
 * ranks of {@link GaussianInformation} miss: dependence that is not monotone, after binning, and
 * units that are mostly 0, as active against inactive.
 */
public final class DiscreteInformation {
  private DiscreteInformation() {}

  /**
   * Plug-in estimate Σ p·log₂(p / (p_row·p_column)), less its bias by Miller and Madow, {@code (R −
   * 1)(K − 1) / (2N·log 2)} with R rows and K columns that are not empty. May be below 0.
   *
   * @param counts {@code [row][column]}, at least 0
   * @see <a href="https://doi.org/10.1162/089976603321780272">Paninski (2003), Estimation of
   *     entropy and mutual information</a>
   */
  public static double of(int[][] counts) {
    int columns = counts.length == 0 ? 0 : counts[0].length;
    long[] rowSums = new long[counts.length];
    long[] columnSums = new long[columns];
    long all = 0;
    for (int r = 0; r < counts.length; r++) {
      Check.argument(
          counts[r].length == columns,
          "Expected rows of %d counts, got %d in row %d",
          columns,
          counts[r].length,
          r);
      for (int k = 0; k < columns; k++) {
        Check.argument(counts[r][k] >= 0, "Expected counts of at least 0, got %d", counts[r][k]);
        rowSums[r] += counts[r][k];
        columnSums[k] += counts[r][k];
        all += counts[r][k];
      }
    }
    Check.argument(all > 0, "Expected at least 1 example, got 0");
    double nats = 0;
    for (int r = 0; r < counts.length; r++) {
      for (int k = 0; k < columns; k++) {
        double p = counts[r][k] / (double) all;
        double independent = (rowSums[r] / (double) all) * (columnSums[k] / (double) all);
        nats += p > 0 ? p * Math.log(p / independent) : 0;
      }
    }
    return nats / Math.log(2) - bias(filled(rowSums), filled(columnSums), all);
  }

  /** How much too high the plug-in estimate is on average, in bits, to first order. */
  static double bias(int rows, int columns, long examples) {
    return (rows - 1.0) * (columns - 1.0) / (2 * examples * Math.log(2));
  }

  private static int filled(long[] sums) {
    int filled = 0;
    for (long sum : sums) {
      filled += sum > 0 ? 1 : 0;
    }
    return filled;
  }
}
