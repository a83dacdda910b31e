package org.heirloom.evaluate;

/** Masks of pixels, one byte each, row-major, not 0 where a pixel belongs. */
public final class Masks {
  private Masks() {}

  /**
   * The mask with every pixel within {@code reach} rows and columns of it: a square of 2·reach + 1
   * around each pixel.
   */
  public static byte[] dilated(byte[] mask, int height, int reach) {
    int width = mask.length / height;
    byte[] dilated = new byte[mask.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (mask[y * width + x] != 0) {
          for (int row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
            int from = row * width;
            java.util.Arrays.fill(
                dilated,
                from + Math.max(0, x - reach),
                from + Math.min(width - 1, x + reach) + 1,
                (byte) 1);
          }
        }
      }
    }
    return dilated;
  }

  /** Whether no pixel belongs. */
  public static boolean isEmpty(byte[] mask) {
    for (byte pixel : mask) {
      if (pixel != 0) {
        return false;
      }
    }
    return true;
  }

  /** Pixels that belong to any of the masks, which are equally long. */
  public static byte[] union(Iterable<byte[]> masks, int pixels) {
    byte[] union = new byte[pixels];
    for (byte[] mask : masks) {
      for (int i = 0; i < pixels; i++) {
        union[i] |= mask[i];
      }
    }
    return union;
  }
}
