package org.heirloom.probe;

/**
 * A symmetric positive definite matrix as the product of a triangle with its transpose.
 *
 * <p>Loops run along rows, so that the compiler uses vector instructions.
 */
final class Cholesky {
  private final double[][] upper;

  /**
   * Factors a matrix.
   *
   * @param matrix of which the upper triangle is read, and overwritten
   * @throws ArithmeticException if it is not positive definite
   */
  Cholesky(double[][] matrix) {
    upper = matrix;
    int n = matrix.length;
    for (int k = 0; k < n; k++) {
      double[] pivotRow = upper[k];
      if (!(pivotRow[k] > 0)) {
        throw new ArithmeticException("matrix is not positive definite at row " + k);
      }
      double scale = 1 / Math.sqrt(pivotRow[k]);
      for (int j = k; j < n; j++) {
        pivotRow[j] *= scale;
      }
      for (int i = k + 1; i < n; i++) {
        subtract(upper[i], pivotRow[i], pivotRow, i);
      }
    }
  }

  private static void subtract(double[] from, double factor, double[] row, int begin) {
    for (int j = begin; j < from.length; j++) {
      from[j] -= factor * row[j];
    }
  }

  /** The x of {@code matrix · x = right}; a new array. */
  double[] solve(double[] right) {
    double[] x = right.clone();
    for (int k = 0; k < x.length; k++) {
      x[k] /= upper[k][k];
      for (int j = k + 1; j < x.length; j++) {
        x[j] -= upper[k][j] * x[k];
      }
    }
    for (int k = x.length - 1; k >= 0; k--) {
      double sum = x[k];
      for (int j = k + 1; j < x.length; j++) {
        sum -= upper[k][j] * x[j];
      }
      x[k] = sum / upper[k][k];
    }
    return x;
  }
}
