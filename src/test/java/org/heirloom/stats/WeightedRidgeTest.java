package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WeightedRidgeTest {
  private static final Offset<Double> EXACT = within(1e-9);

  /** All subsets of three segments; y = .1 + .5 z1 + .2 z2 − .1 z3, weighted as LIME does. */
  private static WeightedRidge subsets(int from, int to) {
    WeightedRidge samples = new WeightedRidge(3);
    for (int i = from; i < to; i++) {
      double[] z = {i & 1, i >> 1 & 1, i >> 2 & 1};
      double distance = 1 - Math.sqrt((z[0] + z[1] + z[2]) / 3);
      double y = .1 + .5 * z[0] + .2 * z[1] - .1 * z[2];
      samples.add(z, y, Math.exp(-distance * distance / (2 * .25 * .25)));
    }
    return samples;
  }

  @Test
  void ridgeOfOneShrinksAsTheGoldenValuesSay() {
    WeightedRidge.Line line = subsets(0, 8).solve(1);

    assertThat(line.coefficients())
        .containsExactly(new double[] {.2226014275, .0723483396, -.0779047484}, EXACT);
    assertThat(line.intercept()).isCloseTo(.3642387942, EXACT);
    assertThat(line.fit()).isCloseTo(.7075617340, EXACT);
  }

  @Test
  void vanishingRidgeRecoversTheLine() {
    WeightedRidge.Line line = subsets(0, 8).solve(1e-12);

    assertThat(line.coefficients()).containsExactly(new double[] {.5, .2, -.1}, EXACT);
    assertThat(line.intercept()).isCloseTo(.1, EXACT);
    assertThat(line.fit()).isCloseTo(1, EXACT);
  }

  @Test
  void samplesCanBeJoinedAndTakenOut() {
    WeightedRidge joined = subsets(0, 3).with(subsets(3, 8));

    assertThat(joined.solve(1).coefficients())
        .containsExactly(subsets(0, 8).solve(1).coefficients(), EXACT);
    assertThat(joined.without(subsets(0, 3)).solve(1).intercept())
        .isCloseTo(subsets(3, 8).solve(1).intercept(), EXACT);
  }

  @Test
  void constantTargetHasNoFit() {
    WeightedRidge samples = new WeightedRidge(1);
    samples.add(new double[] {0}, 0, 1);
    samples.add(new double[] {1}, 0, 1);

    assertThat(samples.solve(1).coefficients()).containsExactly(0);
    assertThat(samples.solve(1).fit()).isNaN();
  }
}
