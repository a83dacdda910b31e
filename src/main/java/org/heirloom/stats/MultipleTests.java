package org.heirloom.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Corrections for several tests at once. */
public final class MultipleTests {
  private MultipleTests() {}

  /**
   * Holm's step-down correction: corrected p-values in the order given. NaN stays NaN and does not
   * count as a test.
   */
  public static double[] holm(double[] p) {
    int[] ascending =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] corrected = p.clone();
    double largest = 0;
    for (int rank = 0; rank < ascending.length; rank++) {
      largest = Math.max(largest, Math.min(1, (ascending.length - rank) * p[ascending[rank]]));
      corrected[ascending[rank]] = largest;
    }
    return corrected;
  }
}
