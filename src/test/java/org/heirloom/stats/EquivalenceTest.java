package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.heirloom.stats.Equivalence.FAR;
import static org.heirloom.stats.Equivalence.NEAR;
import static org.heirloom.stats.Equivalence.OPEN;

import org.junit.jupiter.api.Test;

class EquivalenceTest {

  private static Interval interval(double low, double high) {
    return new Interval((low + high) / 2, low, high);
  }

  @Test
  void intervalWithinTheMarginIsNear() {
    assertThat(Equivalence.of(interval(-.1, .1), 0, .1)).isEqualTo(NEAR);
    assertThat(Equivalence.of(interval(-.11, .1), 0, .1)).isEqualTo(OPEN);
    assertThat(Equivalence.of(interval(.09, .3), 0, .1)).isEqualTo(OPEN);
    assertThat(Equivalence.of(interval(.11, .3), 0, .1)).isEqualTo(FAR);
    assertThat(Equivalence.of(interval(-.3, -.11), 0, .1)).isEqualTo(FAR);
  }

  @Test
  void oneSidedMarginForgivesTheGoodSide() {
    assertThat(Equivalence.notBelow(interval(-.05, .9), 0, .1)).isEqualTo(NEAR);
    assertThat(Equivalence.notBelow(interval(-.3, -.2), 0, .1)).isEqualTo(FAR);
    assertThat(Equivalence.notBelow(interval(.6, .8), 1, .1)).isEqualTo(FAR);
    assertThat(Equivalence.notAbove(interval(-.9, .05), 0, .1)).isEqualTo(NEAR);
    assertThat(Equivalence.notAbove(interval(.2, .3), 0, .1)).isEqualTo(FAR);
    assertThat(Equivalence.notAbove(interval(.05, .3), 0, .1)).isEqualTo(OPEN);
  }

  @Test
  void noBoundsShowNothing() {
    assertThat(Equivalence.of(Interval.point(0), 0, .1)).isEqualTo(OPEN);
    assertThat(Equivalence.notBelow(Interval.point(5), 0, .1)).isEqualTo(OPEN);
    assertThat(Equivalence.notAbove(Interval.point(-5), 0, .1)).isEqualTo(OPEN);
  }
}
