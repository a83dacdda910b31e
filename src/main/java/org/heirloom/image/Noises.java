package org.heirloom.image;

import org.heirloom.RandomStream;

/** Random changes of single values. */
final class Noises {
  private Noises() {}

  private interface Value {
    double of(double value);
  }

  private static FloatImage each(FloatImage image, Value change) {
    float[] values = image.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) change.of(values[i]);
    }
    return new FloatImage(image.height(), image.width(), image.channels(), values);
  }

  static FloatImage gaussian(FloatImage image, double[] deviation, RandomStream random) {
    return each(image, value -> value + deviation[0] * random.nextGaussian());
  }

  static FloatImage speckle(FloatImage image, double[] deviation, RandomStream random) {
    return each(image, value -> value + value * deviation[0] * random.nextGaussian());
  }

  /** The share is split evenly between black and white. */
  static FloatImage impulse(FloatImage image, double[] share, RandomStream random) {
    return each(
        image,
        value -> {
          double u = random.nextDouble();
          return u >= share[0] ? value : u < share[0] / 2 ? 0 : 1;
        });
  }

  static FloatImage shot(FloatImage image, double[] photons, RandomStream random) {
    return each(image, value -> poisson(value * photons[0], random) / photons[0]);
  }

  /** A Poisson deviate by inversion, for means up to 700, where e^−mean is still a number. */
  static int poisson(double mean, RandomStream random) {
    double rest = random.nextDouble();
    double p = StrictMath.exp(-mean);
    int count = 0;
    while (rest >= p && p > 0) {
      rest -= p;
      count++;
      p *= mean / count;
    }
    return count;
  }
}
