package org.heirloom.image;

/** Changes of contrast and, in hue, saturation and value, of colour. */
final class Tones {
  private Tones() {}

  static FloatImage contrast(FloatImage image, double factor) {
    int channels = image.channels();
    double[] means = new double[channels];
    for (int i = 0; i < image.values().length; i++) {
      means[i % channels] += image.values()[i];
    }
    float[] values = image.values().clone();
    double pixels = (double) values.length / channels;
    for (int i = 0; i < values.length; i++) {
      double mean = means[i % channels] / pixels;
      values[i] = (float) (mean + factor * (values[i] - mean));
    }
    return new FloatImage(image.height(), image.width(), channels, values);
  }

  private interface Colour {
    /** Changes saturation and value in place. */
    void change(double[] saturationAndValue);
  }

  /** Raises the greatest channel and scales the others with it, which keeps hue and saturation. */
  static FloatImage brighter(FloatImage image, double by) {
    return each(image, sv -> sv[1] = Math.max(0, Math.min(1, sv[1] + by)));
  }

  static FloatImage saturated(FloatImage image, double factor, double offset) {
    return each(image, sv -> sv[0] = Math.max(0, Math.min(1, sv[0] * factor + offset)));
  }

  /**
   * With hue kept: a channel is value × (1 − saturation × f), where f is 0 for the greatest and 1
   * for the least. Grey has no hue; it takes on that of red.
   */
  private static FloatImage each(FloatImage image, Colour colour) {
    if (image.channels() != 3) {
      throw new IllegalArgumentException("colours have 3 channels, got " + image.channels());
    }
    float[] values = image.values().clone();
    for (int p = 0; p < values.length; p += 3) {
      double most = Math.max(values[p], Math.max(values[p + 1], values[p + 2]));
      double least = Math.min(values[p], Math.min(values[p + 1], values[p + 2]));
      double[] changed = {most == 0 ? 0 : (most - least) / most, most};
      colour.change(changed);
      for (int c = 0; c < 3; c++) {
        double grey = c == 0 ? 0 : 1;
        double f = most == least ? grey : (most - values[p + c]) / (most - least);
        values[p + c] = (float) (changed[1] * (1 - changed[0] * f));
      }
    }
    return new FloatImage(image.height(), image.width(), 3, values);
  }
}
