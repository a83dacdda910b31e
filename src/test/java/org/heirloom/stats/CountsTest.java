package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CountsTest {

  @Test
  void binomialTestAgreesWithGoldenValue() {
    assertThat(Counts.binomialP(40, 66, 0.5)).isCloseTo(0.1088569645, within(1e-9));
  }

  @Test
  void binomialTestSumsUnlikelierOutcomes() {
    // Three throws: 3 heads 1/8, and 0 heads is as unlikely.
    assertThat(Counts.binomialP(3, 3, 0.5)).isCloseTo(0.25, within(1e-12));
    // Success 0.2, two trials: 0.64, 0.32, 0.04; one success: 0.32 + 0.04.
    assertThat(Counts.binomialP(1, 2, 0.2)).isCloseTo(0.36, within(1e-12));
    assertThat(Counts.binomialP(0, 2, 0.2)).isCloseTo(1, within(1e-12));
  }

  @Test
  void mcNemarAgreesWithGoldenValue() {
    assertThat(Counts.mcNemarP(15, 5)).isCloseTo(0.0413894653, within(1e-9));
    assertThat(Counts.mcNemarP(0, 0)).isEqualTo(1);
  }

  @Test
  void wilsonIntervalIsThatOfTheTextbook() {
    // 8 of 10 at 95 %: 0.4902 to 0.9433 (Brown, Cai, DasGupta 2001).
    Interval interval = Counts.wilson(8, 10, 0.95);

    assertThat(interval.low()).isCloseTo(0.4902, within(5e-5));
    assertThat(interval.high()).isCloseTo(0.9433, within(5e-5));
    assertThat(Counts.wilson(0, 10, 0.95).low()).isZero();
    assertThat(Counts.wilson(10, 10, 0.95).high()).isEqualTo(1);
  }

  @Test
  void unseenShareIsAboutThreeByN() {
    // 1 − 0.05^(1/100) = 0.029513...
    assertThat(Counts.unseenShare(100, 0.95)).isCloseTo(1 - Math.pow(0.05, 0.01), within(1e-12));
  }

  @Test
  void holmMultipliesStepByStepAndNeverFalls() {
    // Sorted .01, .02, .03, .04 times 4, 3, 2, 1: .04, .06, .06, .04 raised to .06.
    assertThat(MultipleTests.holm(new double[] {.04, .01, .03, Double.NaN, .02}))
        .containsExactly(.06, .04, .06, Double.NaN, .06);
  }

  @Test
  void holmStopsAtOne() {
    assertThat(MultipleTests.holm(new double[] {.9, .8})).containsExactly(1, 1);
  }

  @Test
  void moreSuccessesThanTrialsAreRefused() {
    assertThatThrownBy(() -> Counts.wilson(3, 2, 0.95))
        .hasMessage("Expected 0 <= successes <= trials with trials > 0, got 3 of 2");
  }
}
