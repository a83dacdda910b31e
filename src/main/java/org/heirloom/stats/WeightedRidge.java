package org.heirloom.stats;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/**
 * Weighted ridge regression with an intercept that is not penalised, in double.
 *
 * <pre>minimises Σᵢ wᵢ (yᵢ − a − xᵢ·b)² + α |b|²</pre>
 *
 * <p>Keeps sums alone, so that memory does not grow with the samples and a group of samples can be
 * taken out again. Not thread-safe.
 */
public final class WeightedRidge {
  private static final double ASYMMETRY = 1e-9;
  private static final double LEAST_PIVOT = 1e-300;

  private final int dimensions;
  private double weight;
  private double target;
  private double squaredTarget;
  private final double[] sums;
  private final double[] products;
  private final double[][] squares;

  /** No samples yet. */
  public WeightedRidge(int dimensions) {
    this.dimensions = dimensions;
    this.sums = new double[dimensions];
    this.products = new double[dimensions];
    this.squares = new double[dimensions][dimensions];
  }

  /**
   * A linear model.
   *
   * @param fit R²: the share of the weighted variance of y that it explains; NaN where y is
   *     constant
   */
  public record Line(double intercept, double[] coefficients, double fit) {}

  /** Adds a sample. */
  public void add(double[] x, double y, double w) {
    weight += w;
    target += w * y;
    squaredTarget += w * y * y;
    for (int i = 0; i < dimensions; i++) {
      double wx = w * x[i];
      if (wx != 0) {
        sums[i] += wx;
        products[i] += wx * y;
        for (int j = 0; j <= i; j++) {
          squares[i][j] += wx * x[j];
        }
      }
    }
  }

  /** These samples without those of {@code other}, which are among them. */
  public WeightedRidge without(WeightedRidge other) {
    return combined(other, -1);
  }

  /** These samples and those of {@code other}. */
  public WeightedRidge with(WeightedRidge other) {
    return combined(other, 1);
  }

  private WeightedRidge combined(WeightedRidge other, int sign) {
    WeightedRidge all = new WeightedRidge(dimensions);
    all.weight = weight + sign * other.weight;
    all.target = target + sign * other.target;
    all.squaredTarget = squaredTarget + sign * other.squaredTarget;
    for (int i = 0; i < dimensions; i++) {
      all.sums[i] = sums[i] + sign * other.sums[i];
      all.products[i] = products[i] + sign * other.products[i];
      for (int j = 0; j <= i; j++) {
        all.squares[i][j] = squares[i][j] + sign * other.squares[i][j];
      }
    }
    return all;
  }

  /**
   * The best line.
   *
   * @param ridge α, positive
   */
  public Line solve(double ridge) {
    double mean = target / weight;
    double[][] normal = new double[dimensions][dimensions];
    double[] right = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      right[i] = products[i] - sums[i] * mean;
      for (int j = 0; j <= i; j++) {
        normal[i][j] = squares[i][j] - sums[i] * sums[j] / weight;
        normal[j][i] = normal[i][j];
      }
      normal[i][i] += ridge;
    }
    double[] b =
        new CholeskyDecomposition(new Array2DRowRealMatrix(normal, false), ASYMMETRY, LEAST_PIVOT)
            .getSolver()
            .solve(new ArrayRealVector(right, false))
            .toArray();
    double intercept = mean;
    double explained = 0;
    for (int i = 0; i < dimensions; i++) {
      intercept -= b[i] * sums[i] / weight;
      // |y|² − |y − Xb|² of centred values is 2 b·Xᵀy − b·XᵀX b, and (XᵀX + α) b is Xᵀy.
      explained += b[i] * (right[i] + ridge * b[i]);
    }
    double variance = squaredTarget - target * mean;
    return new Line(intercept, b, variance > 0 ? explained / variance : Double.NaN);
  }
}
