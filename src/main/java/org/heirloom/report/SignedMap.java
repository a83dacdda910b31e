package org.heirloom.report;

import org.heirloom.image.Pixels;

/**
 * Colours signed values: blue where they are negative, white at zero, red where they are positive,
 * scaled by the largest absolute value.
 */
final class SignedMap {
  /** Odd, so that zero has a shade of its own. */
  private static final int SHADES = 63;

  private static final int NEGATIVE = 0x1f5fae;
  private static final int POSITIVE = 0xc2311f;
  private static final int ZERO = 0xf7f7f5;

  private SignedMap() {}

  /** Whether any value is not zero. */
  static boolean isShown(float[] values) {
    for (float value : values) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * A PNG.
   *
   * @param values {@code [height * width]}, row-major, finite
   */
  static byte[] png(float[] values, int height, int width) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    byte[] shades = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      float share = largest == 0 ? 0 : values[i] / largest;
      shades[i] = (byte) Math.round((share + 1) / 2 * (SHADES - 1));
    }
    return Png.of(new Pixels(height, width, 1, shades), palette());
  }

  private static int[] palette() {
    int[] argb = new int[SHADES];
    for (int i = 0; i < SHADES; i++) {
      double share = 2.0 * i / (SHADES - 1) - 1;
      argb[i] = 0xff << 24 | mixed(share < 0 ? NEGATIVE : POSITIVE, Math.abs(share));
    }
    return argb;
  }

  private static int mixed(int end, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = ZERO >> shift & 0xff;
      int to = end >> shift & 0xff;
      mixed |= (int) Math.round(from + share * (to - from)) << shift;
    }
    return mixed;
  }
}
