package org.heirloom.model;

import java.util.Arrays;
import java.util.List;
import org.heirloom.image.Pixels;

/**
 * A dense float array with a shape, row-major: what crosses between Java and TensorFlow.
 *
 * @param values {@code product(shape)} values; not copied
 * @param shape sizes, outermost first; empty for a scalar
 */
public record Array(float[] values, long... shape) {

  public Array {
    long size = size(shape);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " holds " + size + " values, got " + values.length);
    }
  }

  /** Images of one size as {@code [n, height, width, channels]} in [0, 1]. */
  public static Array ofImages(List<Pixels> images) {
    Pixels first = images.get(0);
    float[] values = new float[images.size() * first.bytes().length];
    int at = 0;
    for (Pixels image : images) {
      for (byte b : image.bytes()) {
        values[at++] = (b & 0xff) / 255f;
      }
    }
    return new Array(values, images.size(), first.height(), first.width(), first.channels());
  }

  private static long size(long[] shape) {
    long size = 1;
    for (long s : shape) {
      size *= s;
    }
    return size;
  }

  /** Size of the first dimension. */
  public int rows() {
    return Math.toIntExact(shape[0]);
  }

  /** Number of values behind one index of the first dimension. */
  public int rowSize() {
    return rows() == 0 ? 0 : values.length / rows();
  }

  /** Copies of rows of the first dimension, as an array. */
  public Array rows(int[] indices) {
    int size = rowSize();
    float[] chosen = new float[indices.length * size];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(values, indices[i] * size, chosen, i * size, size);
    }
    long[] chosenShape = shape.clone();
    chosenShape[0] = indices.length;
    return new Array(chosen, chosenShape);
  }

  /** A copy of one row of the first dimension. */
  public float[] row(int index) {
    return Arrays.copyOfRange(values, index * rowSize(), (index + 1) * rowSize());
  }

  /** A copy of one row of the first dimension, for arithmetic in double. */
  public double[] rowAsDoubles(int index) {
    double[] row = new double[rowSize()];
    for (int i = 0; i < row.length; i++) {
      row[i] = values[index * row.length + i];
    }
    return row;
  }

  @Override
  public String toString() {
    return "Array" + Arrays.toString(shape);
  }
}
