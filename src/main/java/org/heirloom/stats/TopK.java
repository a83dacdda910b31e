package org.heirloom.stats;

import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Agreement of two classifiers beyond their first choice. */
public final class TopK {
  private TopK() {}

  /**
   * Share of the k likeliest classes of one that are among the k likeliest of the other, in any
   * order: |A ∩ B| / k, in [0, 1]. Of equal logits the first come first. At k = 1 it is whether the
   * predictions agree.
   *
   * @param first logits of one example
   * @param second logits of the same example; same length
   * @param k from 1 to the number of classes
   */
  public static double agreement(double[] first, double[] second, int k) {
    Check.sameLength(first, second);
    Check.argument(
        k > 0 && k <= first.length, "Expected k from 1 to %d classes, got %d", first.length, k);
    Set<Integer> shared = likeliest(first, k);
    shared.retainAll(likeliest(second, k));
    return shared.size() / (double) k;
  }

  private static Set<Integer> likeliest(double[] logits, int k) {
    return IntStream.range(0, logits.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -logits[i]))
        .limit(k)
        .collect(Collectors.toSet());
  }
}
