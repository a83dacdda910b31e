package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LbfgsTest {
  private static double rosenbrock(double[] x, double[] gradient) {
    double a = 1 - x[0];
    double b = x[1] - x[0] * x[0];
    gradient[0] = -2 * a - 400 * x[0] * b;
    gradient[1] = 200 * b;
    return a * a + 100 * b * b;
  }

  @Test
  void findsTheEndOfACurvedValley() {
    double[] found =
        Lbfgs.minimise(LbfgsTest::rosenbrock, new double[] {-1.2, 1}, 200, point -> true);

    assertThat(found).containsExactly(new double[] {1, 1}, within(1e-7));
  }

  @Test
  void badlyScaledQuadraticIsSolvedExactly() {
    double[] scales = {1e-3, 1, 1e3};
    double[] found =
        Lbfgs.minimise(
            (x, gradient) -> {
              double value = 0;
              for (int k = 0; k < x.length; k++) {
                gradient[k] = scales[k] * (x[k] - k);
                value += scales[k] * (x[k] - k) * (x[k] - k) / 2;
              }
              return value;
            },
            new double[3],
            200,
            point -> true);

    assertThat(found).containsExactly(new double[] {0, 1, 2}, within(1e-5));
  }

  @Test
  void valuesFallUntilTheWatcherEndsIt() {
    List<Double> values = new ArrayList<>();
    Lbfgs.minimise(
        LbfgsTest::rosenbrock,
        new double[] {-1.2, 1},
        200,
        point -> {
          values.add(rosenbrock(point, new double[2]));
          return values.size() < 7;
        });

    assertThat(values).hasSize(7).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void startsThatAreFlatAreLeftAsTheyAre() {
    double[] start = {3, 4};

    assertThat(Lbfgs.minimise((x, gradient) -> 5, start, 10, point -> true)).containsExactly(3, 4);
  }
}
