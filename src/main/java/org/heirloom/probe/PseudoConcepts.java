package org.heirloom.probe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The null of TCAV: what random sets of images reach when they play concepts of one size.
 *
 * <p>A set that plays a concept goes through all that a concept does, against as many random sets.
 * How far its scores are from one half is how far chance brings them. Sets are tested side by side
 * on all cores, and each by itself, so that the order in which they end changes nothing.
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
      List<Map<String, Cell>> tested =
          draws.parallelStream()
              .map(each -> cells(gradients, layer, rows.get(layer), each, settings))
              .toList();
      for (int m = 0; m < count; m++) {
        add(layer, m, tested.get(m), gradients.mostImages());
      }
    }
  }

  private static Map<String, Cell> cells(
      GradientTable gradients, String layer, LayerRows rows, List<Draw> draws, TcavSettings how) {
    double[][] vectors =
        draws.stream().map(draw -> how.fit(rows, draw).direction()).toArray(double[][]::new);
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (String className : gradients.classes()) {
      cells.put(className, Cell.of(vectors, gradients.of(layer, className)));
    }
    return cells;
  }

  private void add(String layer, int index, Map<String, Cell> cells, int mostImages) {
    cells.forEach(
        (className, cell) -> {
          double statistic = cell.statistic(mostImages);
          at(statistics, layer, className)[index] = statistic;
          at(scores, layer, className)[index] = cell.scores()[0];
          greatest[index] = Math.max(greatest[index], statistic);
        });
  }

  private double[] at(Map<String, double[]> values, String layer, String className) {
    return values.computeIfAbsent(cell(layer, className), cell -> new double[count]);
  }

  private static String cell(String layer, String className) {
    return layer + "\n" + className;
  }

  /** p of a statistic of one cell. */
  double p(String layer, String className, double statistic) {
    return p(statistics.get(cell(layer, className)), statistic);
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
    return scores.get(cell(layer, className)).clone();
  }
}
