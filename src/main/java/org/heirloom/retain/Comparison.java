package org.heirloom.retain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.heirloom.DataException;
import org.heirloom.retain.Evidence.Cell;
import org.heirloom.retain.Evidence.Group;

/**
 * One cell of some students beside their teachers and the label-only students, cut to the examples
 * on which all of them are defined.
 *
 * <p>Student r goes with teacher r modulo the number of teachers, who taught it.
 *
 * @param students {@code [replicates][examples]}
 * @param teachers the same shape, or empty where teachers were not measured
 * @param labelOnly the same shape, or empty where there are none of the same replicates
 * @param teacherCount number of different teachers
 * @param whole whether the values belong to whole models; there is one column then
 * @param undefined how many examples were left out because one of them is undefined there
 * @param teacherFlags flags of the teachers' rows
 * @param studentFlags flags of the students' rows
 */
record Comparison(
    List<double[]> students,
    List<double[]> teachers,
    List<double[]> labelOnly,
    int teacherCount,
    boolean whole,
    int undefined,
    Set<String> teacherFlags,
    Set<String> studentFlags) {

  /**
   * Compares in one cell; empty if the students were not measured there.
   *
   * @throws DataException if models were measured on different examples
   */
  static Optional<Comparison> of(Evidence evidence, Cell cell, Group group) {
    NavigableMap<Integer, Series> students = evidence.series(cell, group);
    if (students.isEmpty()) {
      return Optional.empty();
    }
    List<Series> teachers = paired(students, evidence.series(cell, evidence.teachersOf(group)));
    NavigableMap<Integer, Series> controls = evidence.series(cell, group.of(Arms.LABEL_ONLY));
    boolean compared =
        !group.arm().equals(Arms.LABEL_ONLY) && controls.keySet().containsAll(students.keySet());
    List<Series> labelOnly =
        compared ? students.keySet().stream().map(controls::get).toList() : List.of();
    return Optional.of(
        new Aligned(evidence, cell, List.copyOf(students.values()), teachers, labelOnly)
            .comparison());
  }

  private static List<Series> paired(
      NavigableMap<Integer, Series> students, NavigableMap<Integer, Series> teachers) {
    if (teachers.isEmpty()) {
      return List.of();
    }
    List<Series> all = List.copyOf(teachers.values());
    return students.keySet().stream().map(replicate -> all.get(replicate % all.size())).toList();
  }

  int replicates() {
    return students.size();
  }

  /** Number of examples; 0 where values belong to whole models. */
  int examples() {
    return whole ? 0 : students.get(0).length;
  }

  /** Whether nothing is left to compare. */
  boolean isEmpty() {
    return students.get(0).length == 0;
  }

  /** Student less teacher. */
  double[][] gaps() {
    return less(students, teachers);
  }

  /** Label-only student less teacher. */
  double[][] labelOnlyGaps() {
    return less(labelOnly, teachers);
  }

  static double[][] less(List<double[]> left, List<double[]> right) {
    double[][] differences = new double[left.size()][];
    for (int r = 0; r < differences.length; r++) {
      double[] a = left.get(r);
      double[] b = right.get(r);
      differences[r] = new double[a.length];
      for (int j = 0; j < a.length; j++) {
        differences[r][j] = a[j] - b[j];
      }
    }
    return differences;
  }

  /** Series cut to common examples. */
  private record Aligned(
      Evidence evidence,
      Cell cell,
      List<Series> students,
      List<Series> teachers,
      List<Series> labelOnly) {

    Comparison comparison() {
      BitSet wanted = students.get(0).present();
      List<double[]> dense = new ArrayList<>();
      for (List<Series> each : List.of(students, teachers, labelOnly)) {
        each.forEach(series -> dense.add(dense(series, wanted)));
      }
      BitSet defined = (BitSet) wanted.clone();
      dense.forEach(
          values -> defined.stream().filter(j -> Double.isNaN(values[j])).forEach(defined::clear));
      int[] columns = evidence.inOrder(defined);
      List<double[]> cut = dense.stream().map(values -> cut(values, columns)).toList();
      int s = students.size();
      int t = s + teachers.size();
      return new Comparison(
          cut.subList(0, s),
          cut.subList(s, t),
          cut.subList(t, cut.size()),
          (int) teachers.stream().distinct().count(),
          isWhole(wanted),
          wanted.cardinality() - columns.length,
          flags(teachers),
          flags(students));
    }

    private double[] dense(Series series, BitSet wanted) {
      BitSet differing = series.present();
      differing.xor(wanted);
      if (!differing.isEmpty()) {
        throw new DataException(
            "rows: %s: example \"%s\" was measured on some of the models that are compared, but not on all. Expected the same examples for all."
                .formatted(cell, evidence.id(differing.nextSetBit(0))));
      }
      return series.dense(evidence.exampleCount());
    }

    private boolean isWhole(BitSet wanted) {
      return wanted.cardinality() == 1 && evidence.id(wanted.nextSetBit(0)).isEmpty();
    }

    private static double[] cut(double[] values, int[] columns) {
      return Arrays.stream(columns).mapToDouble(j -> values[j]).toArray();
    }

    private static Set<String> flags(List<Series> series) {
      Set<String> flags = new TreeSet<>();
      series.forEach(each -> flags.addAll(each.flags()));
      return flags;
    }
  }
}
