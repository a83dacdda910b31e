package org.heirloom.stats;

import java.util.Arrays;

/** The largest of many whole numbers, each as often as it came: the same in any tree of merges. */
final class LargestKeys {
  private final int most;
  private int[] kept = {}; // ascending

  /** At most so many of them. */
  LargestKeys(int most) {
    this.most = most;
  }

  int size() {
    return kept.length;
  }

  /** Adds the first {@code size} of numbers that ascend. */
  void add(int[] ascending, int size) {
    if (size == 0 || (kept.length == most && ascending[size - 1] <= kept[0])) {
      return;
    }
    int[] merged = new int[Math.min(most, kept.length + size)];
    int a = kept.length - 1;
    int b = size - 1;
    for (int i = merged.length - 1; i >= 0; i--) {
      merged[i] = b < 0 || (a >= 0 && kept[a] >= ascending[b]) ? kept[a--] : ascending[b--];
    }
    kept = merged;
  }

  void merge(LargestKeys other) {
    add(Arrays.copyOf(other.kept, other.kept.length), other.kept.length);
  }

  /** The one that has {@code larger} others before it when they fall. */
  int after(long larger) {
    return kept[kept.length - 1 - Math.toIntExact(larger)];
  }
}
