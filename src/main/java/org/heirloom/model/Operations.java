package org.heirloom.model;

/**
 * What networks are made of. An {@link Architecture} is drawn with it: into a graph, or onto mere
 * shapes to see how large it would be.
 *
 * @param <T> features of a batch of images: {@code [n, height, width, channels]}
 */
public interface Operations<T> {

  /** Number of channels. */
  int channels(T input);

  /** Convolution without bias. */
  T convolution(String name, T input, Kernel kernel);

  /** Batch normalisation with scale and shift. */
  T norm(String name, T input);

  /** Convolution, then batch normalisation, which inference may fold into the convolution. */
  default T convolutionAndNorm(String name, T input, Kernel kernel) {
    return norm(name, convolution(name, input, kernel));
  }

  /** A function of each value. */
  T activate(T input, Activation activation);

  /** Largest value of each channel in a window. */
  T maxPool(T input, Window window);

  /** Sum of features of one shape. */
  T add(T a, T b);

  /**
   * How much of each channel is let through, in (0, 1), by what the channels' means and maxima are:
   * {@code [n, 1, 1, channels]}.
   *
   * @param stage whose attention it is
   * @param hidden units between
   */
  T channelGate(String stage, T input, int hidden);

  /**
   * How much of each position is let through, in (0, 1), by the means and maxima of the positions
   * in a window: {@code [n, height, width, 1]}.
   *
   * @param stage whose attention it is
   */
  T positionGate(String stage, T input, Window window);

  /** Features times a gate of theirs. */
  T gated(T input, T gate);
}
