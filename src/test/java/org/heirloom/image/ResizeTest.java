package org.heirloom.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class ResizeTest {

  @Test
  void enlargingUsesHalfPixelCentresAndClampsAtTheEdge() {
    FloatImage small = new FloatImage(2, 2, 1, new float[] {0, 1, 2, 3});

    FloatImage large = Resize.bilinear(small, 4, 4);

    // The golden first row of the convention; the other two give 0, 1/3, 2/3, 1 and .75, .75, ...
    assertThat(large.values()).startsWith(0f, .25f, .75f, 1f);
    assertThat(large.values()).endsWith(2f, 2.25f, 2.75f, 3f);
  }

  @Test
  void halvingAveragesWithATriangleOverFourPixels() {
    FloatImage row = new FloatImage(1, 4, 1, new float[] {8, 0, 0, 0});

    FloatImage half = Resize.bilinear(row, 1, 2);

    // Centre 1 of reach 2 sees the centres .5, 1.5, 2.5 by 3/4, 3/4, 1/4: 8 * .75 / 1.75.
    // Centre 3 sees 1.5, 2.5, 3.5.
    assertThat(half.at(0, 0, 0)).isCloseTo(8 * .75f / 1.75f, within(1e-6f));
    assertThat(half.at(0, 1, 0)).isZero();
  }

  @Test
  void aConstantImageStaysConstantAtAnySize() {
    for (int size = 1; size < 40; size += 3) {
      Pixels grey = new Pixels(17, 9, 3, filled(17 * 9 * 3, 77));

      Pixels resized = Resize.bilinear(grey, size, 2 * size);

      assertThat(resized).isEqualTo(new Pixels(size, 2 * size, 3, filled(size * 2 * size * 3, 77)));
    }
  }

  @Test
  void channelsDoNotMix() {
    RandomStream random = new Seed(4).stream();
    float[] values = new float[6 * 5 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 3 == 1 ? (float) random.nextDouble() : 0;
    }

    FloatImage resized = Resize.bilinear(new FloatImage(6, 5, 3, values), 4, 7);

    for (int i = 0; i < resized.values().length; i++) {
      assertThat(resized.values()[i] > 0).isEqualTo(i % 3 == 1);
    }
  }

  @Test
  void theSameSizeIsTheSameImage() {
    Pixels image = new Pixels(1, 2, 3, new byte[] {1, 2, 3, 4, 5, 6});

    assertThat(Resize.bilinear(image, 1, 2)).isSameAs(image);
    assertThat(Resize.bilinear(FloatImage.of(image), 1, 2)).isEqualTo(FloatImage.of(image));
  }

  @Test
  void anEmptyTargetIsRefused() {
    FloatImage image = new FloatImage(1, 1, 1, new float[1]);

    assertThatThrownBy(() -> Resize.bilinear(image, 0, 3))
        .hasMessage("size must be positive, got 0x3");
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
