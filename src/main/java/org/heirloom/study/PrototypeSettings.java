package org.heirloom.study;

import java.util.List;

/**
 * Attacks on what networks of prototypes show.
 *
 * @param attacks by name; none: nothing is attacked
 * @param epsilon largest change of a value, in 1/255 of the range of values
 * @param step change in one step, in the same
 * @param steps how many
 */
public record PrototypeSettings(List<String> attacks, double epsilon, double step, int steps) {

  public PrototypeSettings {
    attacks = List.copyOf(attacks);
  }
}
