package org.heirloom.stats;

import java.util.Arrays;

/**
 * Upper quantiles of a stream of floats in bounded memory.
 *
 * <p>Keeps the {@link #TAIL} largest values as they are, and counts of all values in at most {@link
 * #MOST_KEYS} buckets. So a quantile is exact where no more values than that lie above it, and with
 * at most {@link #MOST_KEYS} different values. Beyond that the sketch drops as many of the lowest
 * bits of all values as needed, so that neighbours share a bucket: with n bits dropped, values
 * apart by more than a share of 2<sup>n − 23</sup> are told apart.
 *
 * <p>How many bits are dropped depends on the set of values alone, and counts are whole numbers; so
 * the same values give the same state in any order and any tree of merges. Sketches that sample
 * (KLL and its kin) need less memory, but depend on the order.
 */
public final class QuantileSketch {
  /** Different values, or buckets, that are kept. */
  public static final int MOST_KEYS = 4096;

  /** How many of the largest values are kept as they are. */
  public static final int TAIL = 8192;

  private static final int BUFFER = 1024;

  private int[] keys =
      new int[0]; // ascending; of bucket k are the floats whose order >> dropped is k
  private long[] counts = new long[0];
  private int size;
  private int dropped;
  private final int[] buffer = new int[BUFFER];
  private int buffered;
  private long zeros;
  private final LargestKeys largest = new LargestKeys(TAIL);

  /**
   * A quantile of what was seen.
   *
   * @param value the least value T that we know to have at most the asked share above it; the
   *     highest value of its bucket where the sketch is not exact
   * @param relativeError by what share of its own the value may be too high; 0 where it is exact
   * @param saturated whether even the highest bucket holds more than that share, so that nothing is
   *     above T; then the value is the lowest one of that bucket
   */
  public record Quantile(float value, double relativeError, boolean saturated) {}

  /**
   * Adds a value.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public void add(float value) {
    if (value == 0) {
      zeros++;
      return;
    }
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException("Expected a finite value, got " + value);
    }
    buffer[buffered++] = order(value);
    if (buffered == BUFFER) {
      flush();
    }
  }

  /** Adds all that another sketch has seen. */
  public void merge(QuantileSketch other) {
    flush();
    other.flush();
    zeros += other.zeros;
    largest.merge(other.largest);
    int level = Math.max(dropped, other.dropped);
    int[] otherKeys = other.keys.clone();
    long[] otherCounts = other.counts.clone();
    int otherSize = coarsen(otherKeys, otherCounts, other.size, level - other.dropped);
    size = coarsen(keys, counts, size, level - dropped);
    dropped = level;
    join(otherKeys, otherCounts, otherSize);
  }

  /** How many values were added. */
  public long count() {
    flush();
    long count = zeros;
    for (int i = 0; i < size; i++) {
      count += counts[i];
    }
    return count;
  }

  /**
   * The value with at most a share of all values above it.
   *
   * @param share in (0, 1)
   * @throws IllegalStateException if nothing was added
   */
  public Quantile above(double share) {
    Check.argument(share > 0 && share < 1, "Expected a share in (0, 1), got %s", share);
    flush();
    long total = count();
    if (total == 0) {
      throw new IllegalStateException("no values");
    }
    // The smallest amount more lets 0.25 × 16 be 4 however the share was rounded.
    long most = (long) Math.floor(share * total * (1 + 1e-12));
    long positive = positive();
    long place = most < positive ? most : most - zeros;
    if (most >= positive && place < positive) {
      return new Quantile(0, 0, positive == 0);
    }
    return place < largest.size() ? exact(place) : bucketed(most);
  }

  private Quantile exact(long place) {
    float value = value(largest.after(place));
    boolean isHighest = value == value(largest.after(0)) && (value > 0 || zeros == 0);
    return new Quantile(value, 0, isHighest);
  }

  private long positive() {
    long positive = 0;
    for (int i = firstAbove(); i < size; i++) {
      positive += counts[i];
    }
    return positive;
  }

  /** By walking down the buckets until more than {@code most} values are passed. */
  private Quantile bucketed(long most) {
    int zero = firstAbove();
    long above = 0;
    boolean highest = true;
    for (int i = size; i >= 0; i--) {
      // Zeros stand between the negative and the positive keys, apart from both.
      if (i == zero && zeros > 0) {
        above += zeros;
        if (above > most) {
          return new Quantile(0, 0, highest);
        }
        highest = false;
      }
      if (i > 0) {
        above += counts[i - 1];
        if (above > most) {
          return bucket(keys[i - 1], highest);
        }
        highest = false;
      }
    }
    throw new IllegalStateException("counts do not add up");
  }

  private Quantile bucket(int key, boolean highest) {
    float low = value(key << dropped);
    float high = value((key << dropped) + (1 << dropped) - 1);
    double error = dropped == 0 ? 0 : Math.scalb(1.0, dropped - 23);
    return new Quantile(highest ? low : high, error, highest);
  }

  /** How many of the lowest bits of values are dropped; 0 while the sketch is exact. */
  public int dropped() {
    flush();
    return dropped;
  }

  private int firstAbove() {
    int place = Arrays.binarySearch(keys, 0, size, 0);
    return place < 0 ? -place - 1 : place;
  }

  private void flush() {
    if (buffered > 0) {
      Arrays.sort(buffer, 0, buffered);
      int[] added = new int[buffered];
      long[] each = new long[buffered];
      largest.add(buffer, buffered);
      for (int i = 0; i < buffered; i++) {
        added[i] = buffer[i];
        each[i] = 1;
      }
      int distinct = coarsen(added, each, buffered, 0);
      if (dropped > 0) {
        distinct = coarsen(added, each, distinct, dropped);
      }
      buffered = 0;
      join(added, each, distinct);
    }
  }

  /** Merges sorted keys of the same level, then drops bits until they are few enough. */
  private void join(int[] otherKeys, long[] otherCounts, int otherSize) {
    int[] merged = new int[size + otherSize];
    long[] sums = new long[merged.length];
    int a = 0;
    int b = 0;
    int n = 0;
    while (a < size || b < otherSize) {
      if (b == otherSize || (a < size && keys[a] <= otherKeys[b])) {
        boolean both = b < otherSize && keys[a] == otherKeys[b];
        merged[n] = keys[a];
        sums[n++] = counts[a++] + (both ? otherCounts[b++] : 0);
      } else {
        merged[n] = otherKeys[b];
        sums[n++] = otherCounts[b++];
      }
    }
    keys = merged;
    counts = sums;
    size = n;
    while (size > MOST_KEYS) {
      size = coarsen(keys, counts, size, 1);
      dropped++;
    }
  }

  /** Drops bits of sorted keys in place and adds up those that became equal; how many are left. */
  private static int coarsen(int[] keys, long[] counts, int size, int bits) {
    int n = 0;
    for (int i = 0; i < size; i++) {
      int key = keys[i] >> bits;
      if (n > 0 && keys[n - 1] == key) {
        counts[n - 1] += counts[i];
      } else {
        keys[n] = key;
        counts[n++] = counts[i];
      }
    }
    return n;
  }

  /** A whole number that orders as the float does. */
  private static int order(float value) {
    int bits = Float.floatToRawIntBits(value);
    return bits < 0 ? bits ^ 0x7fffffff : bits;
  }

  private static float value(int order) {
    return Float.intBitsToFloat(order < 0 ? order ^ 0x7fffffff : order);
  }
}
