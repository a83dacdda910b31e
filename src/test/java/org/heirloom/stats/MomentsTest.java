package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MomentsTest {

  @Test
  void varianceDividesByOneLess() {
    double[] values = {2, 4, 4, 4, 5, 5, 7, 9}; // squared distances from 5: 9+1+1+1+0+0+4+16 = 32

    assertThat(Moments.mean(values)).isEqualTo(5);
    assertThat(Moments.variance(values)).isEqualTo(32.0 / 7);
  }

  @Test
  void sumKeepsWhatLargeNumbersWouldSwallow() {
    assertThat(Moments.sum(new double[] {1, 1e100, 1, -1e100})).isEqualTo(2);
  }

  @Test
  void intervalIsMeanPlusMinusCriticalValueTimesError() {
    // Mean 2, deviation 1, error 1/√3, t(0.975, 2) = 4.302652729911275.
    Interval interval = Moments.interval(new double[] {1, 2, 3}, 0.95);

    assertThat(interval.value()).isEqualTo(2);
    assertThat(interval.high() - 2).isCloseTo(4.302652729911275 / Math.sqrt(3), within(1e-9));
    assertThat(2 - interval.low()).isCloseTo(interval.halfWidth(), within(1e-12));
  }

  @Test
  void oneValueHasNoInterval() {
    assertThat(Moments.interval(new double[] {7}, 0.95).isBounded()).isFalse();
  }

  @Test
  void clippingCutsBoundsAndLeavesTheEstimate() {
    assertThat(new Interval(0.98, 0.9, 1.06).clippedTo(0, 1)).isEqualTo(new Interval(0.98, 0.9, 1));
  }
}
