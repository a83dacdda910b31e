package org.heirloom.image;

import java.util.Arrays;

/**
 * A float image, row-major HWC, usually in [0, 1].
 *
 * @param height rows
 * @param width columns
 * @param channels values per pixel
 * @param values {@code height * width * channels} values; not copied, do not change
 */
public record FloatImage(int height, int width, int channels, float[] values) {

  public FloatImage {
    if (values.length != height * width * channels) {
      throw new IllegalArgumentException(
          "expected %d values for %dx%dx%d, got %d"
              .formatted(height * width * channels, height, width, channels, values.length));
    }
  }

  /** The image scaled from 0..255 to [0, 1]. */
  public static FloatImage of(Pixels pixels) {
    float[] values = new float[pixels.bytes().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels.bytes()[i] & 0xff) / 255f;
    }
    return new FloatImage(pixels.height(), pixels.width(), pixels.channels(), values);
  }

  /** The image in 0..255, clamped and rounded half up. */
  public Pixels toPixels() {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = toByte(values[i] * 255f);
    }
    return new Pixels(height, width, channels, bytes);
  }

  static byte toByte(float value) {
    return (byte) (int) (Math.min(255f, Math.max(0f, value)) + 0.5f);
  }

  /** The value of one channel of one pixel. */
  public float at(int row, int column, int channel) {
    return values[(row * width + column) * channels + channel];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatImage that
        && height == that.height
        && width == that.width
        && channels == that.channels
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "FloatImage[%dx%dx%d]".formatted(height, width, channels);
  }
}
