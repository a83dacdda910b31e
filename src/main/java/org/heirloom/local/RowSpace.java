package org.heirloom.local;

import java.util.ArrayList;
import java.util.List;

/**
 * The space that rows span, with an orthonormal basis: a linear model with an L2 penalty has its
 * optimum there, so it can be fitted in as many dimensions as there are rows at most, however many
 * pixels there are.
 *
 * <p>By a Cholesky decomposition of the rows' products, with the row of the largest rest next
 * (incomplete where the rest is rounding).
 */
final class RowSpace {
  /** A squared rest below this share of the largest squared row is rounding. */
  private static final double ROUNDING = 1e-10;

  private final double[][] rows;
  private final List<Integer> pivots = new ArrayList<>();
  private final double[][] coordinates;

  /** The span of rows, from the origin. */
  RowSpace(double[][] rows) {
    this.rows = rows;
    double[][] columns = columns(products(rows));
    coordinates = new double[rows.length][columns.length];
    for (int k = 0; k < columns.length; k++) {
      for (int i = 0; i < rows.length; i++) {
        coordinates[i][k] = columns[k][i];
      }
    }
  }

  private static double[][] products(double[][] rows) {
    double[][] products = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = dot(rows[i], rows[j]);
        products[j][i] = products[i][j];
      }
    }
    return products;
  }

  /** Four sums at a time, which is faster and always the same. */
  static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  private double[][] columns(double[][] products) {
    int n = products.length;
    double[] rest = new double[n];
    for (int i = 0; i < n; i++) {
      rest[i] = products[i][i];
    }
    boolean[] taken = new boolean[n];
    double enough = ROUNDING * rest[largest(rest)];
    List<double[]> columns = new ArrayList<>();
    for (int pivot = largest(rest); rest[pivot] > enough && columns.size() < n; ) {
      double length = Math.sqrt(rest[pivot]);
      double[] column = products[pivot].clone();
      for (double[] before : columns) {
        double factor = before[pivot];
        for (int i = 0; i < n; i++) {
          column[i] -= factor * before[i];
        }
      }
      for (int i = 0; i < n; i++) {
        column[i] = taken[i] ? 0 : column[i] / length;
        rest[i] -= column[i] * column[i];
      }
      rest[pivot] = Double.NEGATIVE_INFINITY;
      taken[pivot] = true;
      pivots.add(pivot);
      columns.add(column);
      pivot = largest(rest);
    }
    return columns.toArray(double[][]::new);
  }

  private static int largest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  /** Dimensions of the span; 0 where all rows are zero. */
  int dimensions() {
    return pivots.size();
  }

  /** The rows in the basis, {@code [rows][dimensions]}. */
  double[][] coordinates() {
    return coordinates;
  }

  /** The part of another row that lies in the span, in the basis. */
  double[] coordinates(double[] row) {
    double[] found = new double[dimensions()];
    for (int k = 0; k < found.length; k++) {
      double[] pivot = coordinates[pivots.get(k)];
      double rest = dot(rows[pivots.get(k)], row);
      for (int j = 0; j < k; j++) {
        rest -= pivot[j] * found[j];
      }
      found[k] = rest / pivot[k];
    }
    return found;
  }

  /** The vector of the original space that has these coordinates. */
  double[] vector(double[] inBasis) {
    double[] weights = new double[dimensions()];
    for (int k = weights.length - 1; k >= 0; k--) {
      double rest = inBasis[k];
      for (int j = k + 1; j < weights.length; j++) {
        rest -= coordinates[pivots.get(j)][k] * weights[j];
      }
      weights[k] = rest / coordinates[pivots.get(k)][k];
    }
    double[] vector = new double[rows[0].length];
    for (int k = 0; k < weights.length; k++) {
      double[] row = rows[pivots.get(k)];
      for (int c = 0; c < vector.length; c++) {
        vector[c] += weights[k] * row[c];
      }
    }
    return vector;
  }
}
