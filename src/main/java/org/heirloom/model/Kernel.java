package org.heirloom.model;

/**
 * Shape of a convolution.
 *
 * @param in input channels
 * @param out output channels
 * @param depthwise whether each channel has a filter of its own and is not mixed with others; then
 *     {@code in} equals {@code out}
 */
public record Kernel(Window window, int in, int out, boolean depthwise) {

  /** A convolution that mixes channels. */
  public static Kernel of(Window window, int in, int out) {
    return new Kernel(window, in, out, false);
  }

  /** A convolution of each channel for itself. */
  public static Kernel depthwise(Window window, int channels) {
    return new Kernel(window, channels, channels, true);
  }

  /** Shape of its weights, as TensorFlow wants it. */
  public long[] shape() {
    return new long[] {window.size(), window.size(), in, depthwise ? 1 : out};
  }

  /** Number of its weights, and of multiplications for one output position. */
  public long weights() {
    return (long) window.size() * window.size() * in * (depthwise ? 1 : out);
  }
}
