package org.heirloom.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heirloom.image.Pixels;

/**
 * Images with labels, by position: a training or evaluation set, in memory or read from files as it
 * is asked for. Thread-safe; close it.
 */
public interface ImageSet extends AutoCloseable {
  /** The label of an example that has none. */
  int UNLABELLED = -1;

  /** Labels by position: class index, or {@link #UNLABELLED}. Not to be changed. */
  int[] labels();

  /** Images at positions, all of one size. */
  List<Pixels> pixels(int[] positions);

  /**
   * Which concepts each example shows: {@code [size, concepts]}, 0 or 1; empty if that is not
   * known.
   */
  default Optional<Array> concepts() {
    return Optional.empty();
  }

  @Override
  default void close() {
    // Images in memory hold nothing open.
  }

  /** Number of images. */
  default int size() {
    return labels().length;
  }

  /** Per-channel mean and standard deviation of all pixels. Reads every image once. */
  default Moments moments() {
    Moments.Sum sum = new Moments.Sum();
    int block = 256;
    for (int from = 0; from < size(); from += block) {
      int[] positions = new int[Math.min(block, size() - from)];
      for (int i = 0; i < positions.length; i++) {
        positions[i] = from + i;
      }
      pixels(positions).forEach(sum::add);
    }
    return sum.moments();
  }

  /**
   * Per-channel moments, in [0, 1].
   *
   * @param deviation at least 1/255, so that it can be divided by
   */
  record Moments(List<Float> mean, List<Float> deviation) {
    public Moments {
      mean = List.copyOf(mean);
      deviation = List.copyOf(deviation);
    }

    /** Exact sums over 8-bit values. */
    static final class Sum {
      private long[] sum = new long[0];
      private long[] squares = new long[0];
      private long count;

      void add(Pixels image) {
        int channels = image.channels();
        if (sum.length == 0) {
          sum = new long[channels];
          squares = new long[channels];
        }
        byte[] bytes = image.bytes();
        for (int i = 0; i < bytes.length; i++) {
          int value = bytes[i] & 0xff;
          sum[i % channels] += value;
          squares[i % channels] += (long) value * value;
        }
        count += bytes.length / channels;
      }

      Moments moments() {
        List<Float> mean = new ArrayList<>();
        List<Float> deviation = new ArrayList<>();
        for (int c = 0; c < sum.length; c++) {
          double m = (double) sum[c] / count;
          double variance = Math.max(1, (double) squares[c] / count - m * m);
          mean.add((float) (m / 255));
          deviation.add((float) (Math.sqrt(variance) / 255));
        }
        return new Moments(mean, deviation);
      }
    }
  }
}
