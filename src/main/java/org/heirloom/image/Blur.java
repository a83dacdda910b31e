package org.heirloom.image;

/**
 * Gaussian blur: a truncated Gaussian, normalised to sum 1, with the edge pixels repeated outwards.
 *
 * <p>RISE's own code blurs with a nearly flat kernel and darkens the borders; ours does neither.
 */
public final class Blur {
  private Blur() {}

  /**
   * The kernel's one-dimensional weights: {@code exp(−d² / 2σ²)} for |d| ≤ size/2, summing to 1.
   *
   * @param size odd
   * @param sigma standard deviation in pixels, above 0
   */
  public static float[] kernel(int size, double sigma) {
    if (size < 1 || size % 2 == 0 || !(sigma > 0)) {
      throw new IllegalArgumentException(
          "kernel size must be odd and sigma positive, got " + size + " and " + sigma);
    }
    double[] raw = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double d = i - size / 2;
      raw[i] = StrictMath.exp(-d * d / (2 * sigma * sigma));
      sum += raw[i];
    }
    float[] kernel = new float[size];
    for (int i = 0; i < size; i++) {
      kernel[i] = (float) (raw[i] / sum);
    }
    return kernel;
  }

  /** The kernel size that fits an image: a twentieth of its height, odd, at least 3. */
  public static int kernelSize(int imageHeight) {
    return Math.max(3, imageHeight / 20 | 1);
  }

  /** The standard deviation that goes with a kernel size: size / 2.2. */
  public static double sigma(int kernelSize) {
    return kernelSize / 2.2;
  }

  /** The image convolved with {@link #kernel} along both axes, channel by channel. */
  public static FloatImage gaussian(FloatImage image, int size, double sigma) {
    float[] kernel = kernel(size, sigma);
    return pass(pass(image, kernel, 0, 1), kernel, 1, 0);
  }

  private static FloatImage pass(FloatImage image, float[] kernel, int down, int right) {
    int half = kernel.length / 2;
    float[] out = new float[image.values().length];
    int i = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        for (int c = 0; c < image.channels(); c++) {
          float sum = 0;
          for (int k = 0; k < kernel.length; k++) {
            int row = clamp(y + (k - half) * down, image.height());
            int column = clamp(x + (k - half) * right, image.width());
            sum += kernel[k] * image.at(row, column, c);
          }
          out[i++] = sum;
        }
      }
    }
    return new FloatImage(image.height(), image.width(), image.channels(), out);
  }

  static int clamp(int index, int size) {
    return Math.max(0, Math.min(size - 1, index));
  }
}
