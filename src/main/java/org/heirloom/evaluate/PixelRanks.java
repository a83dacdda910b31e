package org.heirloom.evaluate;

import java.util.Arrays;

/** The order of a map's pixels, from the most salient to the least. */
final class PixelRanks {
  private PixelRanks() {}

  /**
   * The place of every pixel in the order of descending saliency, from 0; equal pixels in the order
   * of their index.
   */
  static int[] of(float[] map) {
    long[] keys = new long[map.length];
    for (int pixel = 0; pixel < keys.length; pixel++) {
      keys[pixel] = (long) descending(map[pixel]) << 32 | pixel;
    }
    Arrays.sort(keys);
    int[] ranks = new int[map.length];
    for (int rank = 0; rank < keys.length; rank++) {
      ranks[(int) keys[rank]] = rank;
    }
    return ranks;
  }

  /** An int that is the smaller the greater the value; both zeros are equal. */
  private static int descending(float value) {
    if (Float.isNaN(value)) {
      throw new IllegalArgumentException("a saliency map must not hold NaN");
    }
    int bits = Float.floatToIntBits(value + 0f);
    int ascending = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
    return ~ascending;
  }
}
