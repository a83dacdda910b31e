package org.heirloom.report;

import org.heirloom.image.Pixels;

/**
 * Colours a saliency map: nothing where it is low, violet through orange to yellow where it is
 * high.
 *
 * <p>Each map is scaled by its own maximum, so colours compare places within a map and not strength
 * between maps. Negative values show as nothing.
 */
final class Heatmap {
  private static final int SHADES = 48;

  /** Larger maps are made smaller, so that a page stays small. */
  private static final int LONGEST_SIDE = 64;

  /** Stops of the ramp, dark to light, so that it also reads in grey: 0xRRGGBB. */
  private static final int[] STOPS = {0x3b0f70, 0x8c2981, 0xde4968, 0xfe9f6d, 0xfcfdbf};

  private Heatmap() {}

  /** Whether there is anything to show: a finite map with a positive value, not all equal. */
  static boolean isShown(float[] map) {
    float max = 0;
    float min = Float.POSITIVE_INFINITY;
    for (float value : map) {
      if (!Float.isFinite(value)) {
        return false;
      }
      max = Math.max(max, value);
      min = Math.min(min, value);
    }
    return max > 0 && max > min;
  }

  /**
   * A transparent PNG of a map.
   *
   * @param map {@code [height * width]}, row-major, for which {@link #isShown} holds
   */
  static byte[] png(float[] map, int height, int width) {
    float max = 0;
    for (float value : map) {
      max = Math.max(max, value);
    }
    byte[] shades = new byte[map.length];
    for (int i = 0; i < map.length; i++) {
      float share = Math.max(0, map[i]) / max;
      shades[i] = (byte) Math.round(share * (SHADES - 1));
    }
    Pixels small = Thumbnail.of(new Pixels(height, width, 1, shades), LONGEST_SIDE);
    return Png.of(small, palette());
  }

  /** Transparent first, then more and more opaque. */
  static int[] palette() {
    int[] argb = new int[SHADES];
    for (int i = 0; i < SHADES; i++) {
      double share = i / (SHADES - 1.0);
      int alpha = (int) Math.round(235 * Math.min(1, 1.6 * share));
      argb[i] = alpha << 24 | colour(share);
    }
    return argb;
  }

  /** The colour of a share in [0, 1], {@code 0xRRGGBB}. */
  static int colour(double share) {
    double place = share * (STOPS.length - 1);
    int stop = Math.min((int) place, STOPS.length - 2);
    double rest = place - stop;
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = STOPS[stop] >> shift & 0xff;
      int to = STOPS[stop + 1] >> shift & 0xff;
      mixed |= (int) Math.round(from + rest * (to - from)) << shift;
    }
    return mixed;
  }
}
