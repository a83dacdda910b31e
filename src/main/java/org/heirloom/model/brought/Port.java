package org.heirloom.model.brought;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What goes into a model or comes out of it.
 *
 * @param name as the model calls it
 * @param type of its values, in the model's own words
 * @param isFloat whether they are 32-bit floating point
 * @param shape sizes, −1 where any will do; empty where the model does not say
 */
record Port(String name, String type, boolean isFloat, List<Long> shape) {
  /** A size that is not fixed. */
  static final long ANY = -1;

  Port {
    shape = List.copyOf(shape);
  }

  /** Whether the model says how many dimensions it has. */
  boolean isKnown() {
    return !shape.isEmpty();
  }

  /** Size of a dimension, or {@link #ANY}. */
  long size(int dimension) {
    return isKnown() ? shape.get(dimension) : ANY;
  }

  /** For people: {@code image float [any, 32, 32, 3]}. */
  String text() {
    String sizes =
        shape.stream()
            .map(size -> size == ANY ? "any" : Long.toString(size))
            .collect(Collectors.joining(", ", "[", "]"));
    return name + " " + type + " " + (isKnown() ? sizes : "of any shape");
  }
}
