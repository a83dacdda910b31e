package org.heirloom.image;

/** Fewer, larger pixels. */
final class Squares {
  private Squares() {}

  /** Shrinks to the mean over areas and enlarges by repetition. */
  static FloatImage pixelated(FloatImage image, double factor) {
    int height = Math.max(1, (int) (image.height() * factor));
    int width = Math.max(1, (int) (image.width() * factor));
    FloatImage small = shrunk(image, height, width);
    int channels = image.channels();
    float[] values = new float[image.values().length];
    int i = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        for (int c = 0; c < channels; c++) {
          int row = Math.min(height - 1, (2 * y + 1) * height / (2 * image.height()));
          int column = Math.min(width - 1, (2 * x + 1) * width / (2 * image.width()));
          values[i++] = small.at(row, column, c);
        }
      }
    }
    return new FloatImage(image.height(), image.width(), channels, values);
  }

  private static FloatImage shrunk(FloatImage image, int height, int width) {
    double[][] rows = overlaps(image.height(), height);
    double[][] columns = overlaps(image.width(), width);
    float[] values = new float[height * width * image.channels()];
    int i = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < image.channels(); c++) {
          double sum = 0;
          for (int row = 0; row < image.height(); row++) {
            for (int column = 0; rows[y][row] > 0 && column < image.width(); column++) {
              sum += rows[y][row] * columns[x][column] * image.at(row, column, c);
            }
          }
          values[i++] = (float) sum;
        }
      }
    }
    return new FloatImage(height, width, image.channels(), values);
  }

  /** The share of each target position that each source position covers. */
  private static double[][] overlaps(int from, int to) {
    double[][] shares = new double[to][from];
    double scale = (double) from / to;
    for (int i = 0; i < to; i++) {
      for (int j = 0; j < from; j++) {
        double covered = Math.min(j + 1, (i + 1) * scale) - Math.max(j, i * scale);
        shares[i][j] = Math.max(0, covered) / scale;
      }
    }
    return shares;
  }
}
