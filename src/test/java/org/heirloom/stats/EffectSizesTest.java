package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EffectSizesTest {
  private static final double[] A = {.9, .85, .95, .8, .9};
  private static final double[] B = {.5, .6, .4, .55, .45, .5};

  @Test
  void cohensDIsThePooledTWithoutTheNumbersOfExamples() {
    // The golden pooled t of these groups, 9.6577806598, times √(1/5 + 1/6).
    assertThat(EffectSizes.cohen(A, B))
        .isCloseTo(9.6577806598 * Math.sqrt(1 / 5.0 + 1 / 6.0), within(1e-9));
    assertThat(EffectSizes.cohen(B, A)).isEqualTo(-EffectSizes.cohen(A, B));
  }

  @Test
  void groupsThatDoNotVaryHaveNone() {
    assertThat(EffectSizes.cohen(new double[] {1, 1}, new double[] {0, 0})).isNaN();
  }

  @Test
  void aGroupOfOneIsRefused() {
    assertThatThrownBy(() -> EffectSizes.cohen(new double[] {1}, B))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
