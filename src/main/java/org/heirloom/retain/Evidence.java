package org.heirloom.retain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.heirloom.DataException;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.metrics.Row;

/**
 * All rows of a study, arranged for comparison. The order in which rows come does not matter.
 *
 * <p>Holds 12 bytes a row beside the examples' ids; not thread-safe while rows are added.
 */
public final class Evidence implements Consumer<Row> {
  private final Map<String, Integer> examples = new HashMap<>();
  private final List<String> ids = new ArrayList<>();
  private final NavigableMap<Cell, Map<Group, NavigableMap<Integer, Series>>> cells =
      new TreeMap<>();
  private final NavigableSet<Group> groups = new TreeSet<>();

  /** What was measured: a metric of the catalogue, on a subject. */
  record Cell(String metric, String subject) implements Comparable<Cell> {
    private static final Comparator<Cell> ORDER =
        Comparator.comparingInt((Cell cell) -> MetricCatalogue.place(cell.metric))
            .thenComparing(Cell::subject);

    @Override
    public int compareTo(Cell other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return subject.isEmpty() ? metric : metric + " (" + subject + ")";
    }
  }

  /** Models that differ only by their replicate. */
  record Group(String arm, double budget) implements Comparable<Group> {
    private static final Comparator<Group> ORDER =
        Comparator.comparing(Group::arm).thenComparing(Group::budget, Comparator.reverseOrder());

    static Group of(Row row) {
      return new Group(row.arm(), row.budget());
    }

    boolean isTeacher() {
      return arm.equals(Arms.TEACHER);
    }

    @Override
    public int compareTo(Group other) {
      return ORDER.compare(this, other);
    }

    /** The group of another arm at this budget. */
    Group of(String otherArm) {
      return new Group(otherArm, budget);
    }
  }

  /** Evidence of rows that fit into memory. */
  public static Evidence of(Iterable<Row> rows) {
    Evidence evidence = new Evidence();
    rows.forEach(evidence);
    return evidence;
  }

  /**
   * Adds a row.
   *
   * @throws DataException if its metric is unknown, or the same was measured before
   */
  @Override
  public void accept(Row row) {
    if (MetricCatalogue.find(row.metric()).isEmpty()) {
      throw new DataException(
          "rows: no metric \"%s\" in the catalogue. Expected a name that 'heirloom list metrics' prints."
              .formatted(row.metric()));
    }
    Group group = Group.of(row);
    Cell cell = new Cell(row.metric(), row.subject());
    int example = index(row.example());
    Series series =
        cells
            .computeIfAbsent(cell, c -> new HashMap<>())
            .computeIfAbsent(group, g -> new TreeMap<>())
            .computeIfAbsent(row.replicate(), r -> new Series());
    if (!series.add(example, row.value(), row.flag())) {
      throw new DataException(
          "rows: %s of %s, replicate %d, was measured twice on example \"%s\"."
              .formatted(cell, row.arm(), row.replicate(), row.example()));
    }
    groups.add(group);
  }

  /** Everything that was measured, in the catalogue's order, then by subject. */
  List<Cell> cells() {
    return List.copyOf(cells.keySet());
  }

  /** All students, by arm and falling budget. */
  List<Group> students() {
    return groups.stream().filter(group -> !group.isTeacher()).toList();
  }

  /** The teachers of a group: those of its budget or, where teachers saw one budget, those. */
  Group teachersOf(Group group) {
    Group same = group.of(Arms.TEACHER);
    return groups.contains(same)
        ? same
        : groups.stream().filter(Group::isTeacher).findFirst().orElse(same);
  }

  /** What each replicate of a group reached in a cell; empty if it was not measured there. */
  NavigableMap<Integer, Series> series(Cell cell, Group group) {
    Map<Group, NavigableMap<Integer, Series>> measured = cells.getOrDefault(cell, Map.of());
    return Collections.unmodifiableNavigableMap(measured.getOrDefault(group, new TreeMap<>()));
  }

  /** Number of teachers, of one budget, that were measured in anything. */
  int teachers() {
    return (int)
        cells.values().stream()
            .flatMap(measured -> measured.entrySet().stream())
            .filter(measured -> measured.getKey().isTeacher())
            .flatMap(measured -> measured.getValue().keySet().stream())
            .distinct()
            .count();
  }

  /** Number of different examples, and the models as such, that rows speak of. */
  int exampleCount() {
    return examples.size();
  }

  private int index(String id) {
    Integer known = examples.putIfAbsent(id, ids.size());
    if (known == null) {
      ids.add(id);
    }
    return known == null ? ids.size() - 1 : known;
  }

  /**
   * Indices of the given examples in the order of their ids, so that sums do not depend on rows.
   */
  int[] inOrder(BitSet wanted) {
    return wanted.stream()
        .boxed()
        .sorted(Comparator.comparing(ids::get))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The id of an example's index. */
  String id(int index) {
    return ids.get(index);
  }
}
