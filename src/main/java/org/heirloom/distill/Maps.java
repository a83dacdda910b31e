package org.heirloom.distill;

import org.heirloom.StudyException;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Layers as maps {@code [n, height, width, channels]}, and what fits one to another. */
final class Maps {
  private Maps() {}

  /**
   * A layer that has positions.
   *
   * @throws StudyException if it has none
   */
  static Operand<TFloat32> require(String objective, String name, Operand<TFloat32> layer) {
    if (layer.shape().numDimensions() != 4) {
      throw new StudyException(
          "objectives: %s compares positions, of which the layer has none. Got %s. Expected a layer before pooling, such as stage3."
              .formatted(objective, name));
    }
    return layer;
  }

  /** A layer as maps; features without positions are maps of one position. */
  static Operand<TFloat32> of(Ops tf, Operand<TFloat32> layer) {
    return layer.shape().numDimensions() == 4
        ? layer
        : tf.reshape(layer, tf.array(-1, 1, 1, (int) layer.shape().get(1)));
  }

  /** A layer as one row per example, {@code [n, features]}. */
  static Operand<TFloat32> flat(Ops tf, Operand<TFloat32> layer) {
    return tf.reshape(layer, tf.array(-1, (int) layer.shape().tail().size()));
  }

  static long height(Operand<TFloat32> maps) {
    return maps.shape().get(1);
  }

  static long width(Operand<TFloat32> maps) {
    return maps.shape().get(2);
  }

  static long channels(Operand<TFloat32> maps) {
    return maps.shape().get(3);
  }

  /** Height and width, for messages: {@code 8x8}. */
  static String size(Operand<TFloat32> maps) {
    return height(maps) + "x" + width(maps);
  }

  /** The same maps, averaged down to the size of {@code like} where they are larger. */
  static Operand<TFloat32> noLargerThan(Ops tf, Operand<TFloat32> maps, Operand<TFloat32> like) {
    return pooled(
        tf, maps, Math.min(height(maps), height(like)), Math.min(width(maps), width(like)));
  }

  /**
   * Adaptive average pooling: cell i of h averages the rows from ⌊iH/h⌋ to ⌈(i+1)H/h⌉, which may
   * share rows with its neighbours; columns likewise.
   */
  private static Operand<TFloat32> pooled(Ops tf, Operand<TFloat32> maps, long height, long width) {
    Shape shape = maps.shape();
    if (height == shape.get(1) && width == shape.get(2)) {
      return maps;
    }
    int channels = (int) channels(maps);
    int wide = (int) width(maps);
    Operand<TFloat32> rows =
        averaged(
            tf, tf.reshape(maps, tf.array(-1, (int) height(maps), wide * channels)), (int) height);
    Operand<TFloat32> both =
        averaged(tf, tf.reshape(rows, tf.array(-1, wide, channels)), (int) width);
    return tf.reshape(both, tf.array(-1, (int) height, (int) width, channels));
  }

  /** {@code [n, from, size]} to {@code [n, to, size]}. */
  private static Operand<TFloat32> averaged(Ops tf, Operand<TFloat32> x, int to) {
    float[][] shares = shares((int) x.shape().get(1), to);
    return tf.train.batchMatMul(
        tf.expandDims(tf.constant(shares), tf.constant(0)), x, TFloat32.class);
  }

  private static float[][] shares(int from, int to) {
    float[][] shares = new float[to][from];
    for (int i = 0; i < to; i++) {
      int first = i * from / to;
      int end = ((i + 1) * from + to - 1) / to;
      for (int j = first; j < end; j++) {
        shares[i][j] = 1f / (end - first);
      }
    }
    return shares;
  }
}
