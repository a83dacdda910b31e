package org.heirloom.model;

/** A function of each value. */
public enum Activation {
  /** max(x, 0). */
  RELU,
  /** min(max(x, 0), 6). */
  RELU6,
  /** x. */
  LINEAR
}
