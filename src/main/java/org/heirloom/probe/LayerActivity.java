package org.heirloom.probe;

import java.util.Arrays;
import org.heirloom.stats.GaussianVariable;
import org.heirloom.stats.NormalScores;
import org.heirloom.stats.PrincipalComponents;

/**
 * A layer's activity as few dimensions.
 *
 * @param columns one array per principal component; none where activations are constant
 */
record LayerActivity(double[][] columns) {
  /** A component with more equal values is no measurement of anything. */
  private static final double MOST_TIES = 0.01;

  /** Rows that fit components, at most: their products are held. */
  private static final int MOST_ROWS = 1000;

  /**
   * Reduces a layer.
   *
   * @param fitted rows that choose the components; others than those that are asked
   * @param asked rows
   */
  static LayerActivity of(double[][] fitted, double[][] asked, int components) {
    double[][] few = Arrays.copyOf(fitted, Math.min(fitted.length, MOST_ROWS));
    double[][] columns = PrincipalComponents.fit(few, components).columns(asked);
    return new LayerActivity(
        Arrays.stream(columns)
            .filter(column -> NormalScores.tiedShare(column) <= MOST_TIES)
            .toArray(double[][]::new));
  }

  boolean isConstant() {
    return columns.length == 0;
  }

  GaussianVariable gaussian() {
    return GaussianVariable.copula(columns);
  }

  /** Some of the examples. */
  LayerActivity only(int[] rows) {
    return new LayerActivity(
        Arrays.stream(columns)
            .map(column -> Arrays.stream(rows).mapToDouble(i -> column[i]).toArray())
            .toArray(double[][]::new));
  }
}
