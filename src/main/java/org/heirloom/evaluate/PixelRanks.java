package org.heirloom.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;

/** The order of a map's pixels, from the most salient to the least. */
final class PixelRanks {
  private PixelRanks() {}

  /**
   * The place of every pixel in the order of descending saliency, from 0; equal pixels in the order
   * of their index.
   */
  static int[] of(float[] map) {
    return ranks(map, IntStream.range(0, map.length).toArray());
  }

  /** The same, with equal pixels in a random order. */
  static int[] of(float[] map, Seed seed) {
    RandomStream random = seed.stream();
    return ranks(map, random.permutation(map.length));
  }

  private static int[] ranks(float[] map, int[] tieOrder) {
    long[] keys = new long[map.length];
    for (int place = 0; place < keys.length; place++) {
      keys[place] = (long) descending(map[tieOrder[place]]) << 32 | place;
    }
    Arrays.sort(keys);
    int[] ranks = new int[map.length];
    for (int rank = 0; rank < keys.length; rank++) {
      ranks[tieOrder[(int) keys[rank]]] = rank;
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
