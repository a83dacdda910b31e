package org.heirloom.model;

/**
 * Number of channels relative to the network's width.
 *
 * @param factor multiplies the width; rounded down
 * @param least lower bound of the result, at least 1
 */
public record Channels(double factor, int least) {

  /** A multiple of the width. */
  public static Channels times(double factor) {
    return new Channels(factor, 1);
  }

  /** The number for a width. */
  public int of(int width) {
    return Math.max(least, (int) (factor * width));
  }
}
