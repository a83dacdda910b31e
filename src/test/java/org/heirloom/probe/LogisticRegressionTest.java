package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticRegressionTest {
  private static final double RIDGE = 0.01;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Problem(double[][] x, boolean[] positive) {}

  private static Problem problem(int n, int features, double shift, long seed) {
    RandomStream random = new Seed(seed).stream();
    double[][] x = new double[n][features];
    boolean[] positive = new boolean[n];
    for (int i = 0; i < n; i++) {
      positive[i] = i % 2 == 0;
      for (int c = 0; c < features; c++) {
        x[i][c] = random.nextGaussian() + (positive[i] ? shift : 0);
      }
    }
    return new Problem(x, positive);
  }

  /** Gradient of the objective by the weights and the intercept: zero at the optimum. */
  private static double[] gradient(Problem problem, LogisticRegression fit) {
    int n = problem.x().length;
    double[] gradient = new double[fit.weights().length + 1];
    Matrices.add(gradient, RIDGE, java.util.Arrays.copyOf(fit.weights(), gradient.length));
    for (int i = 0; i < n; i++) {
      double f = Matrices.dot(problem.x()[i], fit.weights()) + fit.intercept();
      double error = 1 / (1 + Math.exp(-f)) - (problem.positive()[i] ? 1 : 0);
      for (int c = 0; c < fit.weights().length; c++) {
        gradient[c] += error * problem.x()[i][c] / n;
      }
      gradient[gradient.length - 1] += error / n;
    }
    return gradient;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, .5, 5})
  void gradientIsZeroAtTheSolution(double shift) {
    for (int features : new int[] {1, 5, 60, 200}) {
      Problem problem = problem(67, features, shift, features);

      LogisticRegression fit = LogisticRegression.fit(problem.x(), problem.positive(), RIDGE);

      assertThat(gradient(problem, fit)).containsOnly(new double[] {0}, within(1e-9));
    }
  }

  @Test
  void bothFormsGiveTheSameClassifier() {
    Problem problem = problem(40, 40, .3, 3);

    LogisticRegression one =
        LogisticRegression.fit(
            new RidgeForm.ByExamples(problem.x(), 40 * RIDGE), problem.positive(), RIDGE);
    LogisticRegression other =
        LogisticRegression.fit(
            new RidgeForm.ByFeatures(problem.x(), 40 * RIDGE), problem.positive(), RIDGE);

    assertThat(one.weights()).containsExactly(other.weights(), within(1e-8));
    assertThat(one.intercept()).isCloseTo(other.intercept(), within(1e-8));
  }

  @Test
  void weightsPointTowardsThePositiveClass() {
    Problem problem = problem(60, 4, 1, 8);

    for (double w : LogisticRegression.fit(problem.x(), problem.positive(), RIDGE).weights()) {
      assertThat(w).isPositive();
    }
  }

  @Test
  void exactlyDuplicatedFeaturesShareTheWeight() {
    Problem problem = problem(30, 2, 1, 5);
    for (double[] row : problem.x()) {
      row[1] = row[0];
    }

    double[] weights = LogisticRegression.fit(problem.x(), problem.positive(), RIDGE).weights();

    assertThat(weights[0]).isCloseTo(weights[1], within(1e-9));
  }

  @Test
  void choleskySolvesAndRefusesWhatIsNotPositiveDefinite() {
    double[][] matrix = {{4, 2, 0}, {2, 5, 2}, {0, 2, 6}};
    // matrix · (1, −2, 3) = (0, −2, 14)
    assertThat(new Cholesky(matrix).solve(new double[] {0, -2, 14}))
        .containsExactly(new double[] {1, -2, 3}, within(1e-12));

    assertThatThrownBy(() -> new Cholesky(new double[][] {{1, 2}, {2, 1}}))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("matrix is not positive definite at row 1");
  }
}
