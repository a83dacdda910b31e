package org.heirloom.probe;

/**
 * The similarities of a batch's examples at one layer: what the unbiased HSIC is made of.
 *
 * <p>Linear kernel; the diagonal does not count. Columns are centred first, which changes nothing
 * but rounding.
 *
 * @see <a href="https://jmlr.org/papers/v13/song12a.html">Song et al. (2012), equation 5</a>
 */
final class Similarities {
  private final double[][] kernel;
  private final double[] rowSums;
  private final double total;

  /** Takes one row per example, at least four. */
  Similarities(double[][] rows) {
    kernel = Matrices.gram(Matrices.centred(rows));
    rowSums = new double[rows.length];
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      kernel[i][i] = 0;
      for (double value : kernel[i]) {
        rowSums[i] += value;
      }
      sum += rowSums[i];
    }
    total = sum;
  }

  int size() {
    return kernel.length;
  }

  /** Unbiased HSIC of the same examples at two layers. */
  double hsic(Similarities other) {
    double trace = 0;
    for (int i = 0; i < size(); i++) {
      trace += Matrices.dot(kernel[i], other.kernel[i]);
    }
    double across = Matrices.dot(rowSums, other.rowSums);
    return combine(size(), trace, total * other.total, across);
  }

  /** The same without one example, for each of them. */
  double[] hsicWithoutEach(Similarities other) {
    int n = size();
    double[] own = new double[n];
    double trace = 0;
    for (int i = 0; i < n; i++) {
      own[i] = Matrices.dot(kernel[i], other.kernel[i]);
      trace += own[i];
    }
    double across = Matrices.dot(rowSums, other.rowSums);
    double[] without = new double[n];
    for (int i = 0; i < n; i++) {
      double totals = (total - 2 * rowSums[i]) * (other.total - 2 * other.rowSums[i]);
      double remaining =
          across
              - rowSums[i] * other.rowSums[i]
              - Matrices.dot(rowSums, other.kernel[i])
              - Matrices.dot(kernel[i], other.rowSums)
              + own[i];
      without[i] = combine(n - 1, trace - 2 * own[i], totals, remaining);
    }
    return without;
  }

  private static double combine(int size, double trace, double totals, double across) {
    double n = size;
    return (trace + totals / ((n - 1) * (n - 2)) - 2 * across / (n - 2)) / (n * (n - 3));
  }
}
