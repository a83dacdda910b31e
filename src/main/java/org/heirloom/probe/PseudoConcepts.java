package org.heirloom.probe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The null of TCAV: what random sets of images reach when they play concepts of one size.
 *
 * <p>A set that plays a concept goes through all that a concept does, against as many random sets.
 * How far its scores are from one half is how far chance brings them.
 */
final class PseudoConcepts {
  private final int count;
  private final Map<String, double[]> statistics = new LinkedHashMap<>();
  private final Map<String, double[]> scores = new LinkedHashMap<>();
  private final double[] greatest;

  /**
   * Tests all pseudo-concepts.
   *
   * @param rows of every layer
   * @param draws of every pseudo-concept, into these rows
   */
  PseudoConcepts(
      GradientTable gradients,
      Map<String, LayerRows> rows,
      List<List<Draw>> draws,
      TcavSettings settings) {
    count = draws.size();
    greatest = new double[count];
    for (String layer : gradients.layers()) {
      for (int m = 0; m < count; m++) {
        double[][] vectors =
            draws.get(m).stream()
                .map(draw -> settings.fit(rows.get(layer), draw).direction())
                .toArray(double[][]::new);
        add(gradients, layer, m, vectors);
      }
    }
  }

  private void add(GradientTable gradients, String layer, int index, double[][] vectors) {
    for (String className : gradients.classes()) {
      Cell cell = Cell.of(vectors, gradients.of(layer, className));
      double statistic = cell.statistic(gradients.mostImages());
      at(statistics, layer, className)[index] = statistic;
      at(scores, layer, className)[index] = cell.scores()[0];
      greatest[index] = Math.max(greatest[index], statistic);
    }
  }

  private double[] at(Map<String, double[]> values, String layer, String className) {
    return values.computeIfAbsent(layer + "\n" + className, cell -> new double[count]);
  }

  /** p of a statistic of one cell. */
  double p(String layer, String className, double statistic) {
    return p(at(statistics, layer, className), statistic);
  }

  /** p of a statistic of any cell, corrected by the greatest statistic over cells. */
  double correctedP(double statistic) {
    return p(greatest, statistic);
  }

  private double p(double[] chance, double statistic) {
    return (1.0 + Arrays.stream(chance).filter(c -> c >= statistic).count()) / (count + 1);
  }

  /** One score per pseudo-concept: that of its first random set. */
  double[] scores(String layer, String className) {
    return at(scores, layer, className).clone();
  }
}
