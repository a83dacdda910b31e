package org.heirloom.probe;

import java.util.function.ToDoubleFunction;
import org.heirloom.data.Example;

/**
 * Something that a unit might stand for: a number that is known of every example, such as the value
 * of a factor, or 1 where a concept is shown and 0 where it is not.
 *
 * @param name subject of findings, for example {@code factor/eyes/round}
 * @param binary whether it is 0 or 1 for every example
 * @param value of an example, finite
 */
public record Hypothesis(String name, boolean binary, ToDoubleFunction<Example> value) {

  /** Of an example, checked. */
  double of(Example example) {
    double known = value.applyAsDouble(example);
    if (!Double.isFinite(known) || (binary && known != 0 && known != 1)) {
      throw new org.heirloom.DataException(
          "hypothesis %s, example %s: got %s; expected %s."
              .formatted(name, example.id(), known, binary ? "0 or 1" : "a finite number"));
    }
    return known;
  }
}
