package org.heirloom.probe;

import java.util.Arrays;

/** Mean and deviation of every channel; channels that do not vary are left out by a factor 0. */
record Scale(double[] mean, double[] factor) {
  private static final double CONSTANT = 1e-9;

  static Scale of(double[][] rows) {
    double[] mean = Matrices.mean(rows);
    double[] factor = new double[mean.length];
    for (double[] row : rows) {
      for (int c = 0; c < mean.length; c++) {
        factor[c] += (row[c] - mean[c]) * (row[c] - mean[c]);
      }
    }
    for (int c = 0; c < mean.length; c++) {
      double deviation = Math.sqrt(factor[c] / rows.length);
      factor[c] = deviation <= CONSTANT * Math.abs(mean[c]) ? 0 : 1 / deviation;
    }
    return new Scale(mean, factor);
  }

  boolean isConstant() {
    return Arrays.stream(factor).allMatch(f -> f == 0);
  }

  double[] apply(double[] row) {
    double[] scaled = new double[row.length];
    for (int c = 0; c < row.length; c++) {
      scaled[c] = (row[c] - mean[c]) * factor[c];
    }
    return scaled;
  }

  double[][] apply(double[][] rows) {
    return Arrays.stream(rows).map(this::apply).toArray(double[][]::new);
  }

  /** The same direction before scaling: weights·scaled = mapBack(weights)·row + constant. */
  double[] mapBack(double[] weights) {
    double[] raw = new double[weights.length];
    for (int c = 0; c < weights.length; c++) {
      raw[c] = weights[c] * factor[c];
    }
    return raw;
  }
}
