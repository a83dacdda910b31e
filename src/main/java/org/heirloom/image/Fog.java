package org.heirloom.image;

import org.heirloom.RandomStream;

/** Fog as a fractal plasma, drawn by midpoint displacement on a grid that wraps around. */
final class Fog {
  private Fog() {}

  /**
   * Adds fog and darkens so that the brightest value stays as bright.
   *
   * @param parameters thickness, and the factor by which displacements fall from one scale to the
   *     next
   */
  static FloatImage apply(FloatImage image, double[] parameters, RandomStream random) {
    int side = Integer.highestOneBit(Math.max(image.height(), image.width()) * 2 - 1);
    double[] plasma = plasma(side, parameters[1], random);
    float most = 0;
    for (float value : image.values()) {
      most = Math.max(most, value);
    }
    float[] values = image.values().clone();
    int channels = image.channels();
    for (int i = 0; i < values.length; i++) {
      int pixel = i / channels;
      double fog = parameters[0] * plasma[pixel / image.width() * side + pixel % image.width()];
      values[i] = (float) ((values[i] + fog) * most / (most + parameters[0]));
    }
    return new FloatImage(image.height(), image.width(), channels, values);
  }

  /** Values scaled to [0, 1] on a square whose side is a power of two. */
  static double[] plasma(int side, double decay, RandomStream random) {
    double[] map = new double[side * side];
    double wobble = 100;
    for (int step = side; step >= 2; step /= 2) {
      int half = step / 2;
      for (int y = 0; y < side; y += step) {
        for (int x = 0; x < side; x += step) {
          map[at(y + half, x + half, side)] =
              mean(map, side, y, x, y + step, x, y, x + step, y + step, x + step)
                  + random.nextDouble(-wobble, wobble);
        }
      }
      for (int y = 0; y < side; y += step) {
        for (int x = 0; x < side; x += step) {
          map[at(y, x + half, side)] =
              mean(map, side, y, x, y, x + step, y - half, x + half, y + half, x + half)
                  + random.nextDouble(-wobble, wobble);
          map[at(y + half, x, side)] =
              mean(map, side, y, x, y + step, x, y + half, x - half, y + half, x + half)
                  + random.nextDouble(-wobble, wobble);
        }
      }
      wobble /= decay;
    }
    return scaled(map);
  }

  private static int at(int y, int x, int side) {
    return Math.floorMod(y, side) * side + Math.floorMod(x, side);
  }

  private static double mean(double[] map, int side, int... places) {
    double sum = 0;
    int count = places.length / 2;
    for (int i = 0; i < places.length; i += 2) {
      sum += map[at(places[i], places[i + 1], side)];
    }
    return sum / count;
  }

  private static double[] scaled(double[] map) {
    double least = map[0];
    double most = map[0];
    for (double value : map) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double[] scaled = new double[map.length];
    for (int i = 0; i < map.length; i++) {
      scaled[i] = most == least ? 0 : (map[i] - least) / (most - least);
    }
    return scaled;
  }
}
