package org.heirloom.study;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of numbers in the usual notation, such as {@code (0, 1]}. */
record Interval(double low, boolean lowIncluded, double high, boolean highIncluded) {
  private static final Pattern NOTATION =
      Pattern.compile("([\\[(])\\s*([-+.\\w]+)\\s*,\\s*([-+.\\w]+)\\s*([])])");

  /**
   * Reads the notation.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static Interval of(String notation) {
    Matcher parts = NOTATION.matcher(notation);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not an interval: " + notation);
    }
    return new Interval(
        Double.parseDouble(parts.group(2)),
        parts.group(1).equals("["),
        Double.parseDouble(parts.group(3)),
        parts.group(4).equals("]"));
  }

  /** Whether the value lies in it; NaN lies in none. */
  boolean contains(double value) {
    return (lowIncluded ? value >= low : value > low)
        && (highIncluded ? value <= high : value < high);
  }
}
