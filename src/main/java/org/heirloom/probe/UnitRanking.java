package org.heirloom.probe;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.heirloom.model.Array;
import org.heirloom.stats.Logits;

/**
 * Ranks units for every class by how much worse the class is told when the unit is off.
 *
 * <p>Told how well: ½ (1 + mean probability of the class on its own images − that on all others),
 * which is balanced accuracy with probabilities in place of decisions, so that hardly any units
 * tie. Keeps sums in the order of the examples.
 */
final class UnitRanking {
  private final double[][] own; // by mask, then class: sums of p(class) over its images
  private final double[][] others;
  private final int[] counts;
  private int examples;

  /**
   * An empty one.
   *
   * @param masks nothing off, then one unit each
   */
  UnitRanking(int masks, int classes) {
    this.own = new double[masks][classes];
    this.others = new double[masks][classes];
    this.counts = new int[classes];
  }

  /** Adds an example: row {@code row} of the answers under every mask. */
  void add(List<Array> logits, int row, int label) {
    for (int mask = 0; mask < own.length; mask++) {
      double[] p = Logits.softmax(logits.get(mask).rowAsDoubles(row));
      for (int c = 0; c < p.length; c++) {
        (c == label ? own : others)[mask][c] += p[c];
      }
    }
    counts[label]++;
    examples++;
  }

  /** Whether a class has both images of its own and others. */
  boolean knows(int label) {
    return counts[label] > 0 && counts[label] < examples;
  }

  /** How much worse a class is told without each unit; above 0: it needs the unit. */
  double[] effects(int label) {
    double whole = told(0, label);
    return IntStream.range(1, own.length).mapToDouble(m -> whole - told(m, label)).toArray();
  }

  private double told(int mask, int label) {
    double in = own[mask][label] / counts[label];
    double out = others[mask][label] / (examples - counts[label]);
    return (1 + in - out) / 2;
  }

  /** Units by falling effect; equal ones by index. */
  int[] order(int label) {
    double[] effects = effects(label);
    return IntStream.range(0, effects.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer u) -> -effects[u]).thenComparing(u -> u))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
