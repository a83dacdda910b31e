package org.heirloom.stats;

import java.util.Optional;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;

/** A covariance C as the product L·Lᵀ of a lower triangle with its transpose. */
final class CovarianceFactor {
  /** A dimension of which the others leave less than this share of a unit variance is no own. */
  private static final double SINGULAR = 1e-10;

  private static final double ASYMMETRY = 1e-12;

  private final double[][] lower;

  private CovarianceFactor(double[][] lower) {
    this.lower = lower;
  }

  /**
   * Factors a covariance of variances near 1.
   *
   * @return nothing if it is singular: one dimension is a linear function of the others
   */
  static Optional<CovarianceFactor> of(double[][] covariance) {
    try {
      CholeskyDecomposition factors =
          new CholeskyDecomposition(
              new Array2DRowRealMatrix(covariance, false), ASYMMETRY, SINGULAR);
      return Optional.of(new CovarianceFactor(factors.getL().getData()));
    } catch (MathIllegalArgumentException singular) {
      return Optional.empty();
    }
  }

  /** L, of which the columns' outer products sum up to C. */
  double[][] lower() {
    return lower;
  }

  /** ½ log det C, in nats. */
  double halfLogDeterminant() {
    double sum = 0;
    for (int i = 0; i < lower.length; i++) {
      sum += Math.log(lower[i][i]);
    }
    return sum;
  }

  /** {@code vᵀ·C⁻¹·v}. */
  double squaredDistance(double[] v) {
    double[] solved = new double[v.length];
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      double rest = v[i];
      for (int j = 0; j < i; j++) {
        rest -= lower[i][j] * solved[j];
      }
      solved[i] = rest / lower[i][i];
      sum += solved[i] * solved[i];
    }
    return sum;
  }

  /** {@code L·v}. */
  double[] times(double[] v) {
    double[] product = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      for (int j = 0; j <= i; j++) {
        product[i] += lower[i][j] * v[j];
      }
    }
    return product;
  }
}
