package org.heirloom.image;

/** Sobel's edge detector: the control that an explainer must beat to be more than an edge map. */
public final class Sobel {
  private Sobel() {}

  /**
   * Gradient magnitude {@code √(gx² + gy²)} of the mean over channels, edges repeated outwards.
   *
   * <p>The kernels (1, 2, 1) × (−1, 0, 1) are not normalised: a step of height 1 gives 4.
   *
   * @return {@code [height, width, 1]}
   */
  public static FloatImage magnitude(FloatImage image) {
    FloatImage grey = grey(image);
    float[] out = new float[grey.values().length];
    for (int y = 0; y < grey.height(); y++) {
      for (int x = 0; x < grey.width(); x++) {
        float gx = 0;
        float gy = 0;
        for (int d = -1; d <= 1; d++) {
          int weight = 2 - d * d;
          gx += weight * (near(grey, y + d, x + 1) - near(grey, y + d, x - 1));
          gy += weight * (near(grey, y + 1, x + d) - near(grey, y - 1, x + d));
        }
        out[y * grey.width() + x] = (float) Math.sqrt(gx * gx + gy * gy);
      }
    }
    return new FloatImage(grey.height(), grey.width(), 1, out);
  }

  private static float near(FloatImage grey, int row, int column) {
    return grey.at(Blur.clamp(row, grey.height()), Blur.clamp(column, grey.width()), 0);
  }

  private static FloatImage grey(FloatImage image) {
    float[] out = new float[image.height() * image.width()];
    for (int i = 0; i < out.length; i++) {
      float sum = 0;
      for (int c = 0; c < image.channels(); c++) {
        sum += image.values()[i * image.channels() + c];
      }
      out[i] = sum / image.channels();
    }
    return new FloatImage(image.height(), image.width(), 1, out);
  }
}
