package org.heirloom.image;

import java.util.Arrays;

/**
 * An 8-bit image, row-major HWC.
 *
 * @param height rows
 * @param width columns
 * @param channels 1 (grey) or 3 (RGB)
 * @param bytes {@code height * width * channels} unsigned values; not copied, do not change
 */
public record Pixels(int height, int width, int channels, byte[] bytes) {

  public Pixels {
    if (bytes.length != height * width * channels) {
      throw new IllegalArgumentException(
          "expected %d bytes for %dx%dx%d, got %d"
              .formatted(height * width * channels, height, width, channels, bytes.length));
    }
  }

  /** The value of one channel of one pixel, 0..255. */
  public int at(int row, int column, int channel) {
    return bytes[(row * width + column) * channels + channel] & 0xff;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pixels that
        && height == that.height
        && width == that.width
        && channels == that.channels
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Pixels[%dx%dx%d]".formatted(height, width, channels);
  }
}
