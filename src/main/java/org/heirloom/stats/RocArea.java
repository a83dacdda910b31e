package org.heirloom.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How well a score parts two classes. */
public final class RocArea {
  private RocArea() {}

  /**
   * The area under the receiver operating characteristic: the probability that a positive case has
   * the higher score, ties counting half.
   *
   * @return NaN where one of the classes has no case
   */
  public static double of(double[] scores, boolean[] positive) {
    Check.argument(
        scores.length == positive.length,
        "Expected as many classes as scores, got %d and %d",
        positive.length,
        scores.length);
    Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    double above = 0;
    long negatives = 0;
    long positives = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      long tiedPositives = 0;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        tiedPositives += positive[order[to++]] ? 1 : 0;
      }
      long tiedNegatives = to - from - tiedPositives;
      above += tiedPositives * (negatives + tiedNegatives / 2.0);
      positives += tiedPositives;
      negatives += tiedNegatives;
      from = to;
    }
    return positives == 0 || negatives == 0 ? Double.NaN : above / positives / negatives;
  }
}
