package org.heirloom.stats;

import java.util.Arrays;
import org.heirloom.RandomStream;
import org.heirloom.Seed;

/** Columns of exactly known sample correlation. */
final class Orthogonal {
  private Orthogonal() {}

  /** Columns of mean 0, sample variance 1 and correlation 0. */
  static double[][] columns(int n, int count, Seed seed) {
    RandomStream random = seed.stream();
    double[][] columns = new double[count][n];
    for (int c = 0; c < count; c++) {
      double[] column = columns[c];
      Arrays.setAll(column, i -> random.nextGaussian());
      for (int again = 0; again < 2; again++) {
        double mean = Moments.mean(column);
        Arrays.setAll(column, i -> column[i] - mean);
        for (int before = 0; before < c; before++) {
          double[] other = columns[before];
          double slope = Moments.dot(column, other) / (n - 1);
          Arrays.setAll(column, i -> column[i] - slope * other[i]);
        }
        double deviation = Moments.deviation(column);
        Arrays.setAll(column, i -> column[i] / deviation);
      }
    }
    return columns;
  }

  /**
   * A column of variance 1 that has these correlations with the first columns, the rest from the
   * next one.
   */
  static double[] mix(double[][] columns, double... correlations) {
    double[] mixed = new double[columns[0].length];
    double left = 1;
    for (double r : correlations) {
      left -= r * r;
    }
    double rest = Math.sqrt(left);
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = rest * columns[correlations.length][i];
      for (int c = 0; c < correlations.length; c++) {
        mixed[i] += correlations[c] * columns[c][i];
      }
    }
    return mixed;
  }
}
