package org.heirloom.model;

/**
 * What a convolution or a pooling slides over an image, equal in both directions.
 *
 * @param size height and width, in positions of its input
 * @param stride distance of neighbours, in positions of its input
 * @param padded whether zeros around the input keep its size, up to the stride (TensorFlow's SAME);
 *     otherwise the window stays inside (VALID)
 */
public record Window(int size, int stride, boolean padded) {

  /** A window over a padded input. */
  public static Window padded(int size, int stride) {
    return new Window(size, stride, true);
  }

  /** A window that stays inside its input. */
  public static Window inside(int size, int stride) {
    return new Window(size, stride, false);
  }

  /** Side of the output for a side of the input; 0 if the window does not fit. */
  public int outputs(int inputs) {
    if (padded) {
      return (inputs + stride - 1) / stride;
    }
    return inputs < size ? 0 : (inputs - size) / stride + 1;
  }

  /** Zeros before the first position of the input. */
  public int before(int inputs) {
    return padded ? Math.max(0, (outputs(inputs) - 1) * stride + size - inputs) / 2 : 0;
  }
}
