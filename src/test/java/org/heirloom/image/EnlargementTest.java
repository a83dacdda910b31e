package org.heirloom.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class EnlargementTest {

  @Test
  void pixelsAboveAreThoseOfTheResizedMap() {
    int[][] sizes = {{8, 8, 32, 32}, {7, 5, 32, 20}, {1, 1, 9, 9}, {3, 4, 3, 4}, {6, 6, 100, 77}};
    for (int[] size : sizes) {
      RandomStream random = new Seed(size[2]).stream();
      float[] map = new float[size[0] * size[1]];
      for (int i = 0; i < map.length; i++) {
        map[i] = (float) random.nextGaussian();
      }
      float[] large =
          Resize.bilinear(new FloatImage(size[0], size[1], 1, map), size[2], size[3]).values();
      long[] words = new long[PixelMask.wordCount(large.length)];

      new Enlargement(size[0], size[1], size[2], size[3]).above(map, 0.3f, words);

      PixelMask mask = new PixelMask(size[2], size[3], words);
      for (int i = 0; i < large.length; i++) {
        if (Math.abs(large[i] - 0.3f) > 1e-5) {
          assertThat(mask.has(i / size[3], i % size[3])).isEqualTo(large[i] > 0.3f);
        }
      }
    }
  }

  @Test
  void aFlatMapIsNowhereAboveItselfAndEverywhereAboveTheNextLowerValue() {
    float[] map = new float[49];
    java.util.Arrays.fill(map, 0.1f);
    Enlargement enlargement = new Enlargement(7, 7, 33, 31);
    long[] none = new long[PixelMask.wordCount(33 * 31)];
    long[] all = none.clone();

    enlargement.above(map, 0.1f, none);
    enlargement.above(map, Math.nextDown(0.1f), all);

    assertThat(PixelMask.count(none)).isZero();
    assertThat(PixelMask.count(all)).isEqualTo(33 * 31);
  }

  @Test
  void anImageSmallerThanTheMapIsRefused() {
    assertThatThrownBy(() -> new Enlargement(8, 8, 4, 8))
        .hasMessageContaining("8x8")
        .hasMessageContaining("4x8");
  }
}
