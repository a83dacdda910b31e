package org.heirloom.report;

/** The border of a mask as an SVG path along pixel edges, in pixel units. */
final class Outline {
  private Outline() {}

  /**
   * Path data such as {@code M1 0h2M1 1h2}; empty for an empty mask.
   *
   * @param mask one byte a pixel, 0 or 1, row-major
   */
  static String path(byte[] mask, int height, int width) {
    StringBuilder path = new StringBuilder();
    for (int row = 0; row <= height; row++) {
      horizontal(path, new Mask(mask, height, width), row);
    }
    for (int column = 0; column <= width; column++) {
      vertical(path, new Mask(mask, height, width), column);
    }
    return path.toString();
  }

  private static void horizontal(StringBuilder path, Mask mask, int row) {
    int start = -1;
    for (int column = 0; column <= mask.width(); column++) {
      boolean edge = mask.at(row - 1, column) != mask.at(row, column);
      if (edge && start < 0) {
        start = column;
      } else if (!edge && start >= 0) {
        path.append("M%d %dh%d".formatted(start, row, column - start));
        start = -1;
      }
    }
  }

  private static void vertical(StringBuilder path, Mask mask, int column) {
    int start = -1;
    for (int row = 0; row <= mask.height(); row++) {
      boolean edge = mask.at(row, column - 1) != mask.at(row, column);
      if (edge && start < 0) {
        start = row;
      } else if (!edge && start >= 0) {
        path.append("M%d %dv%d".formatted(column, start, row - start));
        start = -1;
      }
    }
  }

  private record Mask(byte[] bytes, int height, int width) {
    boolean at(int row, int column) {
      return row >= 0
          && row < height
          && column >= 0
          && column < width
          && bytes[row * width + column] != 0;
    }
  }
}
