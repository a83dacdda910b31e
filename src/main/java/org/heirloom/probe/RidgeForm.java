package org.heirloom.probe;

import java.util.Arrays;

/**
 * Weighted ridge regression with a free intercept, in one of two equivalent forms. A solution is
 * its coefficients with the intercept behind them.
 */
interface RidgeForm {

  /** Number of coefficients, without the intercept. */
  int coefficients();

  /** {@code w·x + b} of every example. */
  double[] decisions(double[] solution);

  /** ‖w‖². */
  double squaredNorm(double[] solution);

  /** w of a solution. */
  double[] weights(double[] solution);

  /** Minimises {@code Σ curvature·(target − w·x − b)² + penalty·‖w‖²}. */
  double[] solve(double[] curvature, double[] target);

  /** The form that takes fewer multiplications per solution. */
  static RidgeForm of(double[][] x, double penalty) {
    return 2 * x.length <= 3 * x[0].length
        ? new ByExamples(x, penalty)
        : new ByFeatures(x, penalty);
  }

  /** One coefficient per feature: the weights themselves. */
  final class ByFeatures implements RidgeForm {
    private final double[][] rows; // with 1 behind the features, for the intercept
    private final double penalty;

    ByFeatures(double[][] x, double penalty) {
      this.rows = new double[x.length][];
      for (int i = 0; i < x.length; i++) {
        rows[i] = Arrays.copyOf(x[i], x[i].length + 1);
        rows[i][x[i].length] = 1;
      }
      this.penalty = penalty;
    }

    @Override
    public int coefficients() {
      return rows[0].length - 1;
    }

    @Override
    public double[] decisions(double[] solution) {
      return Arrays.stream(rows).mapToDouble(row -> Matrices.dot(row, solution)).toArray();
    }

    @Override
    public double squaredNorm(double[] solution) {
      double[] weights = weights(solution);
      return Matrices.dot(weights, weights);
    }

    @Override
    public double[] weights(double[] solution) {
      return Arrays.copyOf(solution, coefficients());
    }

    @Override
    public double[] solve(double[] curvature, double[] target) {
      double[] right = new double[rows[0].length];
      for (int i = 0; i < rows.length; i++) {
        Matrices.add(right, curvature[i] * target[i], rows[i]);
      }
      double[][] normal = Matrices.weightedGram(rows, curvature);
      for (int a = 0; a < coefficients(); a++) {
        normal[a][a] += penalty;
      }
      return new Cholesky(normal).solve(right);
    }
  }

  /**
   * One coefficient per example: {@code w = Σ aᵢxᵢ}, so that only products of examples are needed.
   *
   * <p>The optimum satisfies {@code (XXᵀ + penalty·D⁻¹)a + b = target} and {@code Σaᵢ = 0} with D
   * the curvatures; the matrix is scaled to {@code I + √D XXᵀ √D / penalty}, which is never badly
   * conditioned by small curvatures.
   */
  final class ByExamples implements RidgeForm {
    private final double[][] x;
    private final double[][] gram;
    private final double penalty;

    ByExamples(double[][] x, double penalty) {
      this(x, Matrices.gram(x), penalty);
    }

    ByExamples(double[][] x, double[][] gram, double penalty) {
      this.x = x;
      this.gram = gram;
      this.penalty = penalty;
    }

    @Override
    public int coefficients() {
      return x.length;
    }

    @Override
    public double[] decisions(double[] solution) {
      double[] decisions = new double[x.length];
      Arrays.fill(decisions, solution[x.length]);
      for (int i = 0; i < x.length; i++) {
        Matrices.add(decisions, solution[i], gram[i]);
      }
      return decisions;
    }

    @Override
    public double squaredNorm(double[] solution) {
      double sum = 0;
      double[] decisions = decisions(solution);
      for (int i = 0; i < x.length; i++) {
        sum += solution[i] * (decisions[i] - solution[x.length]);
      }
      return sum;
    }

    @Override
    public double[] weights(double[] solution) {
      double[] weights = new double[x[0].length];
      for (int i = 0; i < x.length; i++) {
        Matrices.add(weights, solution[i], x[i]);
      }
      return weights;
    }

    @Override
    public double[] solve(double[] curvature, double[] target) {
      int n = x.length;
      double[] root = new double[n];
      double[] one = new double[n];
      for (int i = 0; i < n; i++) {
        root[i] = Math.sqrt(curvature[i] / penalty);
        one[i] = 1;
      }
      double[][] scaled = new double[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = i; j < n; j++) {
          scaled[i][j] = root[i] * gram[i][j] * root[j];
        }
        scaled[i][i] += 1;
      }
      Cholesky factored = new Cholesky(scaled);
      double[] forTarget = scaledSolve(factored, root, target);
      double[] forOne = scaledSolve(factored, root, one);
      double intercept = Matrices.dot(forTarget, one) / Matrices.dot(forOne, one);
      double[] solution = Arrays.copyOf(forTarget, n + 1);
      for (int i = 0; i < n; i++) {
        solution[i] -= intercept * forOne[i];
      }
      solution[n] = intercept;
      return solution;
    }

    private static double[] scaledSolve(Cholesky factored, double[] root, double[] right) {
      double[] scaled = new double[right.length];
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] = root[i] * right[i];
      }
      double[] solved = factored.solve(scaled);
      for (int i = 0; i < solved.length; i++) {
        solved[i] *= root[i];
      }
      return solved;
    }
  }
}
