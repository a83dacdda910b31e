package org.heirloom.image;

/**
 * Colours as L*, a*, b* of CIE 1976 under daylight D65, in which equal distances look about equal.
 *
 * <p>Red, green and blue are sRGB in [0, 1]; a grey image is taken for three equal channels.
 */
final class Lab {
  private static final double[][] TO_XYZ = {
    {0.4124564, 0.3575761, 0.1804375},
    {0.2126729, 0.7151522, 0.0721750},
    {0.0193339, 0.1191920, 0.9503041}
  };
  private static final double[] WHITE = {0.95047, 1, 1.08883};
  private static final double KNEE = 216.0 / 24389;

  private Lab() {}

  /** {@code [height × width × 3]}, row-major: L* in 0..100, a* and b* around 0. */
  static double[] of(FloatImage image) {
    int pixels = image.height() * image.width();
    int channels = image.channels();
    double[] lab = new double[pixels * 3];
    double[] linear = new double[3];
    double[] f = new double[3];
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < 3; c++) {
        linear[c] = linear(image.values()[i * channels + Math.min(c, channels - 1)]);
      }
      for (int c = 0; c < 3; c++) {
        double[] row = TO_XYZ[c];
        double xyz = row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2];
        f[c] = root(xyz / WHITE[c]);
      }
      lab[3 * i] = 116 * f[1] - 16;
      lab[3 * i + 1] = 500 * (f[0] - f[1]);
      lab[3 * i + 2] = 200 * (f[1] - f[2]);
    }
    return lab;
  }

  // StrictMath, so that segments are the same on every machine.
  private static double linear(double value) {
    return value <= 0.04045 ? value / 12.92 : StrictMath.pow((value + 0.055) / 1.055, 2.4);
  }

  private static double root(double t) {
    return t > KNEE ? StrictMath.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }
}
