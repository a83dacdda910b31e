package org.heirloom.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SobelTest {

  @Test
  void aVerticalStepOfHeightOneGivesFourOnBothSides() {
    FloatImage step = new FloatImage(2, 4, 1, new float[] {0, 0, 1, 1, 0, 0, 1, 1});

    assertThat(Sobel.magnitude(step).values()).containsExactly(0, 4, 4, 0, 0, 4, 4, 0);
  }

  @Test
  void aFlatImageHasNoEdgesEvenAtItsBorder() {
    FloatImage flat = new FloatImage(3, 3, 3, new float[27]);

    assertThat(Sobel.magnitude(flat)).isEqualTo(new FloatImage(3, 3, 1, new float[9]));
  }

  @Test
  void channelsAreAveragedFirst() {
    FloatImage red = new FloatImage(1, 2, 3, new float[] {0, 0, 0, 3, 0, 0});

    // Mean 0 | 1; all three rows are the same: 4.
    assertThat(Sobel.magnitude(red).values()).containsExactly(4, 4);
  }
}
