package org.heirloom.evaluate;

/**
 * Structural similarity of two grey images in [0, 1]: local means, variances and covariance under a
 * Gaussian window.
 *
 * <p>Window of 11 pixels with σ = 1.5, K₁ = 0.01, K₂ = 0.03, at all places where it fits; smaller
 * images get the largest odd window that fits and a σ in proportion. Meaningless on signed maps:
 * scale them first.
 *
 * @see <a href="https://doi.org/10.1109/TIP.2003.819861">Wang et al. (2004)</a>
 */
final class Ssim {
  private static final int WINDOW = 11;
  private static final double SIGMA = 1.5;
  private static final double C1 = 0.01 * 0.01;
  private static final double C2 = 0.03 * 0.03;

  private Ssim() {}

  /** Mean similarity of two images of {@code height} rows, in [−1, 1]. */
  static double of(double[] a, double[] b, int height) {
    int width = a.length / height;
    int window = Math.min(WINDOW, (Math.min(height, width) - 1) / 2 * 2 + 1);
    double[] kernel = kernel(window);
    double[] meanA = smooth(a, width, kernel);
    double[] meanB = smooth(b, width, kernel);
    double[] squareA = smooth(product(a, a), width, kernel);
    double[] squareB = smooth(product(b, b), width, kernel);
    double[] cross = smooth(product(a, b), width, kernel);
    double sum = 0;
    for (int i = 0; i < meanA.length; i++) {
      double means = meanA[i] * meanB[i];
      double squares = meanA[i] * meanA[i] + meanB[i] * meanB[i];
      sum +=
          (2 * means + C1)
              * (2 * (cross[i] - means) + C2)
              / ((squares + C1) * (squareA[i] + squareB[i] - squares + C2));
    }
    return sum / meanA.length;
  }

  private static double[] kernel(int size) {
    double sigma = SIGMA * size / WINDOW;
    double[] kernel = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double d = i - size / 2;
      kernel[i] = StrictMath.exp(-d * d / (2 * sigma * sigma));
      sum += kernel[i];
    }
    for (int i = 0; i < size; i++) {
      kernel[i] /= sum;
    }
    return kernel;
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  /** Weighted means over the window wherever it lies inside the image. */
  private static double[] smooth(double[] image, int width, double[] kernel) {
    int height = image.length / width;
    int outWidth = width - kernel.length + 1;
    double[] rows = new double[height * outWidth];
    for (int i = 0; i < rows.length; i++) {
      int from = i / outWidth * width + i % outWidth;
      for (int k = 0; k < kernel.length; k++) {
        rows[i] += kernel[k] * image[from + k];
      }
    }
    double[] out = new double[(height - kernel.length + 1) * outWidth];
    for (int i = 0; i < out.length; i++) {
      for (int k = 0; k < kernel.length; k++) {
        out[i] += kernel[k] * rows[i + k * outWidth];
      }
    }
    return out;
  }
}
