package org.heirloom.report;

import org.heirloom.image.Pixels;

/** Makes large images small by averaging, so that a page stays small. */
final class Thumbnail {
  private Thumbnail() {}

  /**
   * The image itself if no side is longer than {@code longest}, else a smaller one of the same
   * shape.
   */
  static Pixels of(Pixels image, int longest) {
    int side = Math.max(image.height(), image.width());
    if (side <= longest) {
      return image;
    }
    int height = Math.max(1, image.height() * longest / side);
    int width = Math.max(1, image.width() * longest / side);
    byte[] bytes = new byte[height * width * image.channels()];
    int at = 0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        Box box =
            new Box(
                row * image.height() / height,
                Math.max(row * image.height() / height + 1, (row + 1) * image.height() / height),
                column * image.width() / width,
                Math.max(column * image.width() / width + 1, (column + 1) * image.width() / width));
        for (int channel = 0; channel < image.channels(); channel++) {
          bytes[at++] = (byte) box.mean(image, channel);
        }
      }
    }
    return new Pixels(height, width, image.channels(), bytes);
  }

  private record Box(int top, int bottom, int left, int right) {
    int mean(Pixels image, int channel) {
      int sum = 0;
      for (int row = top; row < bottom; row++) {
        for (int column = left; column < right; column++) {
          sum += image.at(row, column, channel);
        }
      }
      int count = (bottom - top) * (right - left);
      return (sum + count / 2) / count;
    }
  }
}
