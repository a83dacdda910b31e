package org.heirloom.probe;

import java.util.function.Supplier;

/** Examples of a concept and others, on which its vector is fitted, with what fits share. */
public final class CavTraining {
  private final double[][] rows;
  private final boolean[] positive;
  private final Scale scale;
  private final Supplier<double[][]> products;
  private double[][] scaled; // made when they are first asked for
  private double[][] gram;

  private CavTraining(
      double[][] rows, boolean[] positive, Scale scale, Supplier<double[][]> products) {
    this.rows = rows;
    this.positive = positive;
    this.scale = scale;
    this.products = products;
  }

  /** Standardised by themselves. */
  static CavTraining of(double[][] rows, boolean[] positive) {
    return new CavTraining(rows, positive, Scale.of(rows), null);
  }

  /**
   * Standardised by a scale that others share, so that products of pairs are shared too.
   *
   * @param products of the standardised rows
   */
  static CavTraining of(
      double[][] rows, boolean[] positive, Scale scale, Supplier<double[][]> products) {
    return new CavTraining(rows, positive, scale, products);
  }

  int size() {
    return rows.length;
  }

  /** Activations as they are. */
  double[][] rows() {
    return rows;
  }

  /** Which rows show the concept. */
  boolean[] positive() {
    return positive;
  }

  /** Whether no channel varies. */
  boolean isConstant() {
    return scale.isConstant();
  }

  /** Activations with mean 0 and deviation 1 by channel. */
  double[][] scaled() {
    if (scaled == null) {
      scaled = scale.apply(rows);
    }
    return scaled;
  }

  /** Products of all pairs of standardised rows. */
  double[][] gram() {
    if (gram == null) {
      gram = products == null ? Matrices.gram(scaled()) : products.get();
    }
    return gram;
  }

  /** Ridge regression on the standardised rows, in the cheaper form. */
  RidgeForm form(double penalty) {
    return products == null
        ? RidgeForm.of(scaled(), penalty)
        : new RidgeForm.ByExamples(scaled(), gram(), penalty);
  }

  /** Mean of the rows that show the concept, or of the others. */
  double[] mean(boolean concept) {
    int count = 0;
    double[] sum = new double[rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      if (positive[i] == concept) {
        Matrices.add(sum, 1, rows[i]);
        count++;
      }
    }
    double[] mean = new double[sum.length];
    Matrices.add(mean, 1.0 / count, sum);
    return mean;
  }

  /** A plane among standardised rows as one among the rows themselves. */
  Plane mapBack(double[] weights, double intercept) {
    double[] raw = scale.mapBack(weights);
    return new Plane(raw, intercept - Matrices.dot(raw, scale.mean()));
  }
}
