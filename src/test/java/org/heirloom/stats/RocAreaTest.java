package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RocAreaTest {
  @Test
  void isTheShareOfPairsInTheRightOrder() {
    double[] scores = {.1, .4, .35, .8};
    boolean[] positive = {false, false, true, true};

    assertThat(RocArea.of(scores, positive)).isEqualTo(.75);
  }

  @Test
  void tiesCountHalf() {
    assertThat(RocArea.of(new double[] {1, 1, 1}, new boolean[] {true, false, false}))
        .isEqualTo(.5);
    assertThat(RocArea.of(new double[] {1, 2, 2}, new boolean[] {false, true, false}))
        .isEqualTo(.75);
  }

  @Test
  void oneClassAloneHasNone() {
    assertThat(RocArea.of(new double[] {1, 2}, new boolean[] {true, true})).isNaN();
    assertThat(RocArea.of(new double[0], new boolean[0])).isNaN();
  }
}
