package org.heirloom.stats;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * The directions in which rows vary most. Fit them on other rows than those that are asked
 * afterwards, so that the choice of directions adds nothing to what is found.
 */
public final class PrincipalComponents {
  /** A direction with less than this share of the first one's variance is rounding. */
  private static final double ROUNDING = 1e-9;

  private final double[] mean;
  private final List<double[]> axes;

  private PrincipalComponents(double[] mean, List<double[]> axes) {
    this.mean = mean;
    this.axes = axes;
  }

  /**
   * Fits the first components; fewer where rows vary in fewer directions, none where they are
   * equal.
   *
   * @param rows {@code [examples][dimensions]}, at least 2, finite
   */
  public static PrincipalComponents fit(double[][] rows, int most) {
    Check.argument(rows.length > 1, "Expected at least 2 rows, got %d", rows.length);
    int d = rows[0].length;
    double[] mean = new double[d];
    for (double[] row : rows) {
      for (int c = 0; c < d; c++) {
        mean[c] += row[c] / rows.length;
      }
    }
    double[][] centred = new double[rows.length][d];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < d; c++) {
        centred[i][c] = rows[i][c] - mean[c];
      }
    }
    // The smaller of both products has all the directions.
    boolean byRows = rows.length < d;
    double[][] product = byRows ? products(centred) : products(transposed(centred));
    EigenDecompositionSymmetric eigen =
        new EigenDecompositionSymmetric(new Array2DRowRealMatrix(product, false));
    double[] values = eigen.getEigenvalues();
    List<double[]> axes = new ArrayList<>();
    for (int k = 0; k < Math.min(most, values.length); k++) {
      if (values[k] > ROUNDING * values[0] && values[k] > 0) {
        double[] vector = eigen.getEigenvector(k).toArray();
        axes.add(byRows ? unit(sum(vector, centred)) : vector);
      }
    }
    return new PrincipalComponents(mean, axes);
  }

  private static double[][] products(double[][] vectors) {
    int n = vectors.length;
    double[][] products = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = Moments.dot(vectors[i], vectors[j]);
        products[j][i] = products[i][j];
      }
    }
    return products;
  }

  private static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < columns.length; c++) {
        columns[c][i] = rows[i][c];
      }
    }
    return columns;
  }

  private static double[] sum(double[] weights, double[][] rows) {
    double[] sum = new double[rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < sum.length; c++) {
        sum[c] += weights[i] * rows[i][c];
      }
    }
    return sum;
  }

  private static double[] unit(double[] vector) {
    double length = Math.sqrt(Moments.dot(vector, vector));
    double[] unit = vector.clone();
    for (int c = 0; c < unit.length; c++) {
      unit[c] /= length;
    }
    return unit;
  }

  /**
   * The part of a direction that lies along the first components.
   *
   * @param components how many of them
   */
  public double[] part(double[] direction, int components) {
    double[] part = new double[direction.length];
    for (double[] axis : axes.subList(0, components)) {
      double along = Moments.dot(axis, direction);
      for (int c = 0; c < part.length; c++) {
        part[c] += along * axis[c];
      }
    }
    return part;
  }

  /** How many there are. */
  public int count() {
    return axes.size();
  }

  /**
   * Where rows lie along the components.
   *
   * @return one array per component, each with one value per row
   */
  public double[][] columns(double[][] rows) {
    double[][] columns = new double[count()][rows.length];
    for (int k = 0; k < columns.length; k++) {
      for (int i = 0; i < rows.length; i++) {
        double along = 0;
        for (int c = 0; c < mean.length; c++) {
          along += (rows[i][c] - mean[c]) * axes.get(k)[c];
        }
        columns[k][i] = along;
      }
    }
    return columns;
  }
}
