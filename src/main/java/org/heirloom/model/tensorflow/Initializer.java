package org.heirloom.model.tensorflow;

import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.Prototypes;

/**
 * Initial values by the name of a variable: convolutions after He et al. (2015), fan-out, which is
 * that of a single filter in a depthwise one; matrices by fan-in; scales one; prototypes evenly in
 * the unit cube, and the layer behind them by class; everything else zero.
 *
 * <p>Each variable has a stream of its own, so the values do not depend on the order in which
 * variables are made.
 */
final class Initializer {
  private final Seed seed;

  Initializer(Seed seed) {
    this.seed = seed;
  }

  Array value(String name, long[] shape) {
    float[] values = new float[Math.toIntExact(product(shape, 0, shape.length))];
    if (name.endsWith("/kernel") || name.endsWith("/depthwise")) {
      boolean dense = shape.length == 2;
      long fan = dense ? shape[0] : product(shape, 0, 2) * shape[3];
      double deviation = Math.sqrt((dense ? 1.0 : 2.0) / fan);
      RandomStream random = seed.child(name).stream();
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (deviation * random.nextGaussian());
      }
    } else if (name.equals(Prototypes.VECTORS)) {
      RandomStream random = seed.child(name).stream();
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble();
      }
    } else if (name.equals(Prototypes.CONNECTIONS)) {
      int classes = Math.toIntExact(shape[1]);
      for (int i = 0; i < values.length; i++) {
        values[i] = Prototypes.connection(i / classes, i % classes);
      }
    } else if (name.endsWith("/gamma") || name.endsWith("/variance")) {
      java.util.Arrays.fill(values, 1);
    }
    return new Array(values, shape);
  }

  private static long product(long[] shape, int from, int to) {
    long product = 1;
    for (int i = from; i < to; i++) {
      product *= shape[i];
    }
    return product;
  }
}
