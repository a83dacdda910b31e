package org.heirloom.stats;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Examples by their class. */
final class LabelGroups {
  private LabelGroups() {}

  /**
   * The examples of each class that has any, ascending.
   *
   * @param labels class of each example
   * @param examples number of examples that must be labelled
   */
  static SortedMap<Integer, int[]> of(int[] labels, int examples) {
    Check.argument(
        labels.length == examples,
        "Expected one label per example, got %d labels for %d examples",
        labels.length,
        examples);
    SortedMap<Integer, int[]> groups = new TreeMap<>();
    for (int label : labels) {
      groups.computeIfAbsent(label, k -> members(labels, k));
    }
    Check.argument(groups.size() > 1, "Expected at least 2 classes, got %d", groups.size());
    return groups;
  }

  private static int[] members(int[] labels, int label) {
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
  }

  /** Refuses a class that is too small for a covariance. */
  static void requireMore(int label, int[] rows, int dimensions) {
    Check.argument(
        rows.length > dimensions,
        "class %d: Expected more examples than dimensions, got %d examples of %d dimensions",
        label,
        rows.length,
        dimensions);
  }

  /** Some of the values. */
  static double[] take(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
  }

  /** Labels dealt anew: example i gets that of example {@code order[i]}. */
  static int[] inOrder(int[] labels, int[] order) {
    return Arrays.stream(order).map(i -> labels[i]).toArray();
  }
}
