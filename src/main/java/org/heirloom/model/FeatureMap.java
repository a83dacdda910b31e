package org.heirloom.model;

/**
 * Shape of a layer's activations of one image, and the pixels that each position sees.
 *
 * @param size height and width
 * @param channels number of channels
 * @param field what position 0 sees
 */
public record FeatureMap(int size, int channels, Field field) {

  /**
   * The receptive field: position i of a row sees at most the pixels from {@code start + i × step}
   * on, {@code size} of them. Some of these may lie outside the image, in the padding.
   *
   * @param size in pixels
   * @param step distance of neighbouring positions in pixels
   * @param start first pixel of position 0; negative where the network pads
   */
  public record Field(int size, int step, int start) {

    Field through(Window window, int inputs) {
      return new Field(
          size + (window.size() - 1) * step,
          step * window.stride(),
          start - window.before(inputs) * step);
    }

    /** At each of some positions, all of so many pixels. */
    static Field everywhere(int pixels, int positions, int step) {
      int reach = (positions - 1) * step;
      return new Field(pixels + reach, step, -reach);
    }

    /** The smallest that holds both. */
    Field with(Field other) {
      int first = Math.min(start, other.start);
      int end = Math.max(start + size, other.start + other.size);
      return new Field(end - first, step, first);
    }
  }

  /** Behind a convolution or a pooling. */
  FeatureMap through(Window window, int out) {
    return new FeatureMap(window.outputs(size), out, field.through(window, size));
  }
}
