package org.heirloom.model;

/** A classifier that predicts: all that a black box needs to offer. */
public interface Model extends AutoCloseable {

  /** What is known about it. */
  ModelSpec spec();

  /**
   * Logits, before the softmax.
   *
   * @param images {@code [n, height, width, channels]} in [0, 1]
   * @return {@code [n, classes]}; does not depend on how images are batched beyond float rounding
   */
  Array logits(Array images);

  @Override
  void close();
}
