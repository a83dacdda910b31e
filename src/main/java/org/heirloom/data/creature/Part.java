package org.heirloom.data.creature;

import java.util.Locale;

/** A part of a creature that owns pixels, from back to front. */
public enum Part {
  EARS(1),
  BODY(2),
  HEAD(3),
  MOUTH(4),
  EYES(5);

  private final int owner;

  Part(int owner) {
    this.owner = owner;
  }

  /** Its number among the owners of pixels, above 0. */
  int owner() {
    return owner;
  }

  /** Its name in masks, {@code part/<label>}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
