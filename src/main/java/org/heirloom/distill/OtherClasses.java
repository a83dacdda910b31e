package org.heirloom.distill;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.model.tensorflow.Loss;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Draws, for an example, examples of other classes; an example without label is a class of its own.
 *
 * <p>The set is sorted by class, so that the examples of a class are a run; a number drawn evenly
 * among those outside the run skips it.
 */
final class OtherClasses {
  private final Seed seed;
  private final int[] sorted;
  private final int[] runStart;
  private final int[] runLength;
  private final int count;

  /**
   * Prepares the draw.
   *
   * @param most how many are drawn per example, unless some example has fewer
   * @throws StudyException if an example has none
   */
  OtherClasses(Loss.TrainingSet set, int most) {
    this.seed = set.seed();
    int[] labels = set.labels();
    int size = labels.length;
    sorted =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingInt(i -> labels[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    runStart = new int[size];
    runLength = new int[size];
    int longest = 0;
    for (int start = 0; start < size; ) {
      int end = start + 1;
      while (end < size
          && labels[sorted[start]] >= 0
          && labels[sorted[end]] == labels[sorted[start]]) {
        end++;
      }
      for (int i = start; i < end; i++) {
        runStart[sorted[i]] = start;
        runLength[sorted[i]] = end - start;
      }
      longest = Math.max(longest, end - start);
      start = end;
    }
    if (longest >= size) {
      throw new StudyException(
          "objectives: crd contrasts an example with those of other classes. Got a training set of one class. Expected at least two.");
    }
    count = Math.min(most, size - longest);
  }

  /** How many are drawn per example. */
  int count() {
    return count;
  }

  /** How many examples the set has. */
  int size() {
    return sorted.length;
  }

  /** Positions in the set, {@code [n, count]}: the same for the same seed, step and examples. */
  Operand<TInt32> draw(Ops tf, Loss.Batch batch) {
    Operand<TInt32> key =
        tf.stack(java.util.List.of(tf.constant((int) seed.value()), batch.step()));
    Operand<TInt32> shape =
        tf.concat(java.util.List.of(tf.shape(batch.index()), tf.array(count)), tf.constant(0));
    Operand<TInt32> start = ofEach(tf, runStart, batch);
    Operand<TInt32> length = ofEach(tf, runLength, batch);
    Operand<TInt32> outside = tf.math.sub(tf.constant(size()), length);
    Operand<TFloat32> scaled =
        tf.math.mul(
            tf.random.statelessRandomUniform(shape, key), tf.dtypes.cast(outside, TFloat32.class));
    Operand<TInt32> number =
        tf.math.minimum(tf.dtypes.cast(scaled, TInt32.class), tf.math.sub(outside, tf.constant(1)));
    Operand<TInt32> behind = tf.dtypes.cast(tf.math.greaterEqual(number, start), TInt32.class);
    Operand<TInt32> skipping = tf.math.add(number, tf.math.mul(behind, length));
    return tf.gather(tf.constant(sorted), skipping, tf.constant(0));
  }

  private static Operand<TInt32> ofEach(Ops tf, int[] values, Loss.Batch batch) {
    return tf.expandDims(
        tf.gather(tf.constant(values), batch.index(), tf.constant(0)), tf.constant(1));
  }
}
