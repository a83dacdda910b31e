package org.heirloom.retain;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one model reached in one cell (metric and subject), example by example: 12 bytes a value.
 */
final class Series {
  private int[] examples = new int[4];
  private double[] values = new double[4];
  private int size;
  private final BitSet present = new BitSet();
  private final Set<String> flags = new TreeSet<>();

  /** Adds a value and tells whether the example is new. */
  boolean add(int example, double value, String flag) {
    if (present.get(example)) {
      return false;
    }
    if (size == values.length) {
      examples = Arrays.copyOf(examples, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    present.set(example);
    examples[size] = example;
    values[size++] = value;
    if (!flag.isEmpty()) {
      flags.add(flag);
    }
    return true;
  }

  /** Indices of the examples that it has values of, NaN or not. */
  BitSet present() {
    return (BitSet) present.clone();
  }

  /** Flags of its rows, sorted. */
  Set<String> flags() {
    return flags;
  }

  /** Values by example index, NaN where there is none; {@code length} exceeds every index. */
  double[] dense(int length) {
    double[] dense = new double[length];
    Arrays.fill(dense, Double.NaN);
    for (int i = 0; i < size; i++) {
      dense[examples[i]] = values[i];
    }
    return dense;
  }
}
