package org.heirloom.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A value as it was written, before it is known what it should be, with where it was written. */
sealed interface Tree {

  /** Where this was written. */
  Origin origin();

  /** Number of values in it, with itself; a value that is referred to twice counts twice. */
  int size();

  /** The same value, said to come from elsewhere. */
  Tree from(Origin origin);

  /** How a message quotes it. */
  String quoted();

  /** A mapping with the value of one key changed; anything else as it is. */
  static Tree at(Tree tree, String key, UnaryOperator<Tree> change) {
    if (!(tree instanceof Mapping mapping) || !mapping.entries().containsKey(key)) {
      return tree;
    }
    Map<String, Tree> entries = new LinkedHashMap<>(mapping.entries());
    entries.compute(key, (k, value) -> change.apply(value));
    return Mapping.of(entries, mapping.origin());
  }

  /** A sequence with each of its values changed; anything else as it is. */
  static Tree each(Tree tree, UnaryOperator<Tree> change) {
    return tree instanceof Sequence sequence
        ? Sequence.of(sequence.items().stream().map(change).toList(), sequence.origin())
        : tree;
  }

  /**
   * Where a value was written.
   *
   * @param text for people: {@code line 7}, {@code --set}, or empty for a default
   * @param order sorts problems as a reader meets them
   */
  record Origin(String text, int order) {
    static final Origin DEFAULT = new Origin("", 0);
    static final Origin OPTION = new Origin("--set", Integer.MAX_VALUE);

    static Origin line(int number) {
      return new Origin("line " + number, number);
    }
  }

  /**
   * One value.
   *
   * @param value a Boolean, Long, BigInteger, Double or String, or null for nothing
   */
  record Scalar(Object value, Origin origin) implements Tree {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public Scalar from(Origin other) {
      return new Scalar(value, other);
    }

    @Override
    public String quoted() {
      return Text.quote(value);
    }
  }

  /** Values in order. */
  record Sequence(List<Tree> items, Origin origin, int size) implements Tree {
    static Sequence of(List<Tree> items, Origin origin) {
      return new Sequence(
          List.copyOf(items), origin, 1 + items.stream().mapToInt(Tree::size).sum());
    }

    @Override
    public Sequence from(Origin other) {
      return new Sequence(items, other, size);
    }

    @Override
    public String quoted() {
      return "a list";
    }
  }

  /** Values by key, in the order in which they were written. */
  record Mapping(Map<String, Tree> entries, Origin origin, int size) implements Tree {
    static Mapping of(Map<String, Tree> entries, Origin origin) {
      int size = 1 + entries.values().stream().mapToInt(Tree::size).sum();
      return new Mapping(Collections.unmodifiableMap(new LinkedHashMap<>(entries)), origin, size);
    }

    @Override
    public Mapping from(Origin other) {
      return new Mapping(entries, other, size);
    }

    @Override
    public String quoted() {
      return "a mapping";
    }

    /** This with {@code over} laid on top: mappings are merged key by key, all else is replaced. */
    Mapping under(Mapping over) {
      Map<String, Tree> merged = new LinkedHashMap<>(entries);
      over.entries.forEach((key, value) -> merged.merge(key, value, Mapping::lay));
      return of(merged, over.origin);
    }

    /** What is left of {@code below} when {@code over} is laid on it. */
    static Tree lay(Tree below, Tree over) {
      return below instanceof Mapping lower && over instanceof Mapping upper
          ? lower.under(upper)
          : over;
    }
  }
}
