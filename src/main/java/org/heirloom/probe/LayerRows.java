package org.heirloom.probe;

import java.util.Arrays;

/**
 * Activations of one layer, on which many vectors are fitted by index.
 *
 * <p>Each fit standardises by its own training rows. Only where a row is {@link #WIDE}, all fits of
 * a layer share the random images' mean and deviation: then the products of pairs are computed
 * once, and a fit costs as if there were as many channels as training rows, however many there are.
 */
final class LayerRows {
  /** Values a row from which on products of pairs are shared. */
  static final int WIDE = 1024;

  private final double[][] rows;
  private final Scale shared;
  private final double[][] scaled;
  private final double[][] gram;

  private LayerRows(double[][] rows, Scale shared, double[][] scaled, double[][] gram) {
    this.rows = rows;
    this.shared = shared;
    this.scaled = scaled;
    this.gram = gram;
  }

  /** The random images' rows. */
  static LayerRows of(double[][] rows) {
    if (rows[0].length < WIDE) {
      return new LayerRows(rows, null, null, null);
    }
    Scale scale = Scale.of(rows);
    double[][] scaled = scale.apply(rows);
    return new LayerRows(rows, scale, scaled, Matrices.gram(scaled));
  }

  /** These rows and more behind them; what was shared stays so. */
  LayerRows with(double[][] more) {
    double[][] all = concat(rows, more);
    if (shared == null) {
      return new LayerRows(all, null, null, null);
    }
    double[][] scaledMore = shared.apply(more);
    return new LayerRows(all, shared, concat(scaled, scaledMore), extended(scaledMore));
  }

  private double[][] extended(double[][] more) {
    int known = gram.length;
    double[][] all = new double[known + more.length][];
    double[][] across = Matrices.products(more, scaled);
    double[][] own = Matrices.gram(more);
    for (int i = 0; i < known; i++) {
      all[i] = Arrays.copyOf(gram[i], all.length);
      for (int j = 0; j < more.length; j++) {
        all[i][known + j] = across[j][i];
      }
    }
    for (int i = 0; i < more.length; i++) {
      all[known + i] = Arrays.copyOf(across[i], all.length);
      System.arraycopy(own[i], 0, all[known + i], known, more.length);
    }
    return all;
  }

  private static double[][] concat(double[][] a, double[][] b) {
    double[][] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  double[] row(int index) {
    return rows[index];
  }

  /** Those rows, the first of which show the concept. */
  CavTraining training(int[] positives, int[] negatives) {
    int[] indices = Arrays.copyOf(positives, positives.length + negatives.length);
    System.arraycopy(negatives, 0, indices, positives.length, negatives.length);
    boolean[] positive = new boolean[indices.length];
    Arrays.fill(positive, 0, positives.length, true);
    double[][] chosen = Arrays.stream(indices).mapToObj(i -> rows[i]).toArray(double[][]::new);
    return shared == null
        ? CavTraining.of(chosen, positive)
        : CavTraining.of(chosen, positive, shared, () -> products(indices));
  }

  private double[][] products(int[] indices) {
    double[][] part = new double[indices.length][indices.length];
    for (int i = 0; i < indices.length; i++) {
      double[] row = gram[indices[i]];
      for (int j = 0; j < indices.length; j++) {
        part[i][j] = row[indices[j]];
      }
    }
    return part;
  }
}
