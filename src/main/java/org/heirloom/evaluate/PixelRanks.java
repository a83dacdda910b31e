package org.heirloom.evaluate;

import java.util.Arrays;
import org.heirloom.RandomStream;

/** The order of a map's pixels, from the most salient to the least. */
public final class PixelRanks {
  private PixelRanks() {}

  /**
   * The place of every pixel in the order of descending saliency, from 0; equal pixels in the order
   * of their index.
   */
  static int[] of(float[] map) {
    int[] places = new int[map.length];
    Arrays.setAll(places, pixel -> pixel);
    return of(map, places);
  }

  /** The same, with equal pixels in random order. */
  static int[] of(float[] map, RandomStream random) {
    return of(map, random.permutation(map.length));
  }

  /** Equal pixels go in the order of their places, which are all different. */
  private static int[] of(float[] map, int[] places) {
    long[] keys = new long[map.length];
    int[] pixels = new int[map.length];
    for (int pixel = 0; pixel < keys.length; pixel++) {
      keys[pixel] = (long) descending(map[pixel]) << 32 | places[pixel];
      pixels[places[pixel]] = pixel;
    }
    Arrays.sort(keys);
    int[] ranks = new int[map.length];
    for (int rank = 0; rank < keys.length; rank++) {
      ranks[pixels[(int) keys[rank]]] = rank;
    }
    return ranks;
  }

  /** Share of pixels that are exactly as salient as another one, in [0, 1]. */
  public static double tied(float[] map) {
    float[] sorted = map.clone();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] += 0f; // Both zeros are equal, but sort apart.
    }
    Arrays.sort(sorted);
    int tied = 0;
    for (int i = 0; i < sorted.length; i++) {
      boolean before = i > 0 && sorted[i - 1] == sorted[i];
      boolean behind = i < sorted.length - 1 && sorted[i + 1] == sorted[i];
      tied += before || behind ? 1 : 0;
    }
    return (double) tied / map.length;
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
