package org.heirloom.probe;

/** Small dense linear algebra on arrays of rows. Loops run along rows. */
final class Matrices {
  private static final double ROUNDING = 1e-12;

  private Matrices() {}

  static double[][] transpose(double[][] x) {
    double[][] transposed = new double[x[0].length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[0].length; j++) {
        transposed[j][i] = x[i][j];
      }
    }
    return transposed;
  }

  /** {@code X·Xᵀ}, full. */
  static double[][] gram(double[][] x) {
    double[][] columns = transpose(x);
    double[][] gram = new double[x.length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int c = 0; c < columns.length; c++) {
        addFrom(i, gram[i], x[i][c], columns[c]);
      }
    }
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        gram[i][j] = gram[j][i];
      }
    }
    return gram;
  }

  /**
   * {@code Xᵀ·diag(weights)·X}, of which only the upper triangle is filled.
   *
   * <p>Four rows at a time: each value of the result is then read and written a quarter as often.
   */
  static double[][] weightedGram(double[][] x, double[] weights) {
    int size = x[0].length;
    double[][] gram = new double[size][size];
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      for (int a = 0; a < size; a++) {
        addFour(
            a,
            gram[a],
            weights[i] * x[i][a],
            x[i],
            weights[i + 1] * x[i + 1][a],
            x[i + 1],
            weights[i + 2] * x[i + 2][a],
            x[i + 2],
            weights[i + 3] * x[i + 3][a],
            x[i + 3]);
      }
    }
    for (; i < x.length; i++) {
      for (int a = 0; a < size; a++) {
        addFrom(a, gram[a], weights[i] * x[i][a], x[i]);
      }
    }
    return gram;
  }

  private static void addFour(
      int begin,
      double[] to,
      double first,
      double[] a,
      double second,
      double[] b,
      double third,
      double[] c,
      double fourth,
      double[] d) {
    for (int j = begin; j < to.length; j++) {
      to[j] += first * a[j] + second * b[j] + (third * c[j] + fourth * d[j]);
    }
  }

  /** {@code X·Yᵀ}. */
  static double[][] products(double[][] x, double[][] y) {
    double[][] columns = transpose(y);
    double[][] products = new double[x.length][y.length];
    for (int i = 0; i < x.length; i++) {
      for (int c = 0; c < columns.length; c++) {
        add(products[i], x[i][c], columns[c]);
      }
    }
    return products;
  }

  /** {@code to += factor · row}. */
  static void add(double[] to, double factor, double[] row) {
    addFrom(0, to, factor, row);
  }

  /** {@code to += factor · row} from an index on; {@code row} is at least as long. */
  static void addFrom(int begin, double[] to, double factor, double[] row) {
    for (int j = begin; j < to.length; j++) {
      to[j] += factor * row[j];
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** The vector of length 1 in that direction; zeros if it has none. */
  static double[] unit(double[] a) {
    double norm = norm(a);
    double[] unit = new double[a.length];
    add(unit, norm == 0 ? 0 : 1 / norm, a);
    return unit;
  }

  /** Mean of the rows. */
  static double[] mean(double[][] x) {
    double[] mean = new double[x[0].length];
    for (double[] row : x) {
      add(mean, 1.0 / x.length, row);
    }
    return mean;
  }

  /** The rows less their mean; exactly zero in columns that do not vary beyond rounding. */
  static double[][] centred(double[][] x) {
    double[] mean = mean(x);
    double[][] columns = transpose(x);
    for (int c = 0; c < columns.length; c++) {
      double furthest = 0;
      for (int i = 0; i < x.length; i++) {
        columns[c][i] -= mean[c];
        furthest = Math.max(furthest, Math.abs(columns[c][i]));
      }
      if (furthest <= ROUNDING * Math.abs(mean[c])) {
        java.util.Arrays.fill(columns[c], 0);
      }
    }
    return transpose(columns);
  }
}
