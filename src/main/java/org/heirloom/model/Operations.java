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
}
