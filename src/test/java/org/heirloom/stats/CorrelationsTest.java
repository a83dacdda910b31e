package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CorrelationsTest {

  @Test
  void spearmanUsesMidRanks() {
    double[] x = {1, 2, 2, 3, 5};
    double[] y = {2, 1, 4, 4, 6};

    assertThat(Correlations.midRanks(x)).containsExactly(1, 2.5, 2.5, 4, 5);
    assertThat(Correlations.spearman(x, y)).isCloseTo(.7631578947, within(1e-9));
  }

  @Test
  void pearsonOfALineIsOne() {
    double[] x = {1, 2, 4};

    assertThat(Correlations.pearson(x, new double[] {3, 5, 9})).isCloseTo(1, within(1e-12));
    assertThat(Correlations.pearson(x, new double[] {-3, -5, -9})).isCloseTo(-1, within(1e-12));
  }

  @Test
  void pearsonOfAHandComputedTable() {
    // Centred: (−1,0,1) and (−1,1,0): products 1+0+0 = 1, squares 2 and 2.
    assertThat(Correlations.pearson(new double[] {0, 1, 2}, new double[] {0, 2, 1}))
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void constantSideHasNoCorrelation() {
    assertThat(Correlations.spearman(new double[] {.1, .1, .1}, new double[] {1, 2, 3})).isNaN();
  }

  @Test
  void fisherIntervalAgreesWithGoldenValue() {
    Interval interval = Correlations.fisher(.5, 100, .95);

    assertThat(interval.low()).isCloseTo(.3366433044, within(1e-9));
    assertThat(interval.high()).isCloseTo(.6341398407, within(1e-9));
    assertThat(Correlations.fisher(.5, 3, .95).isBounded()).isFalse();
  }
}
