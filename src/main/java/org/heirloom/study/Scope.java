package org.heirloom.study;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks of the keys below one key; each adds a problem where it does not hold. */
record Scope(Problems problems, String path) {

  /** The keys below a further key, such as {@code training} or {@code methods[0]}. */
  Scope in(String key) {
    return new Scope(problems, full(key));
  }

  /** The number lies in an interval such as {@code (0, 1]}. */
  void range(String key, double value, String interval) {
    if (!Interval.of(interval).contains(value)) {
      refuse(
          key,
          "out of range. Got " + Text.number(value) + ". Expected a number in " + interval + ".");
    }
  }

  /** The whole number lies between two bounds, both allowed. */
  void range(String key, long value, long low, long high) {
    if (value < low || value > high) {
      refuse(
          key,
          "out of range. Got %d. Expected a whole number from %d to %d."
              .formatted(value, low, high));
    }
  }

  /** The name is one of a vocabulary. */
  void known(String key, String name, Vocabulary vocabulary) {
    if (!vocabulary.contains(name)) {
      refuse(
          key,
          "unknown %s. Got %s. Expected %s%s"
              .formatted(
                  vocabulary.singular(),
                  Text.quote(name),
                  String.join(", ", vocabulary.names()),
                  Text.nearest(name, vocabulary.examples())
                      .map(near -> ". Did you mean \"" + near + "\"?")
                      .orElse(".")));
    }
  }

  /** Every name is one of a vocabulary, and none stands twice. */
  void known(String key, List<String> names, Vocabulary vocabulary) {
    for (int i = 0; i < names.size(); i++) {
      known(key + "[" + i + "]", names.get(i), vocabulary);
    }
    distinct(key, names);
  }

  /** No value of a list stands twice. */
  void distinct(String key, List<?> values) {
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      if (!seen.add(values.get(i))) {
        refuse(
            key + "[" + i + "]",
            "stands twice. Got " + Text.quote(values.get(i)) + ". Expected each one once.");
      }
    }
  }

  /** The list has at least one value. */
  void filled(String key, Collection<?> values) {
    if (values.isEmpty()) {
      refuse(key, "is empty. Got []. Expected at least one.");
    }
  }

  /** Adds a problem where {@code holds} is false. */
  void require(boolean holds, String key, String text) {
    if (!holds) {
      refuse(key, text);
    }
  }

  /** Adds a problem. */
  void refuse(String key, String text) {
    problems.add(full(key), text);
  }

  /** Whether these keys have no problem so far, so that they can be compared with others. */
  boolean sound(String... keys) {
    return problems.sound(Arrays.stream(keys).map(this::full).toList());
  }

  private String full(String key) {
    return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
  }
}
