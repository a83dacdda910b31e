package org.heirloom.retain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.Row;

/**
 * Whether a student generalises where its teacher does, from the rows of both: invariances kept by
 * layer and factor, and the area between the curves of accuracy by factor.
 */
public final class GeneralisationKept {
  /** Metrics of which rows are needed. */
  public static final Set<String> READS = Set.of("invariance", "offset-accuracy");

  private GeneralisationKept() {}

  /** Compares; nothing for what only one of them was asked. */
  public static List<Measured> of(List<Row> teacher, List<Row> student) {
    List<Measured> found = new ArrayList<>();
    Map<String, Row> other = bySubject(student, "invariance");
    bySubject(teacher, "invariance")
        .forEach(
            (subject, row) -> {
              if (other.containsKey(subject)) {
                found.add(kept(row, other.get(subject)));
              }
            });
    found.addAll(areas(bySubject(teacher, "offset-accuracy"), bySubject(student, "offset-accuracy")));
    return found;
  }

  private static Map<String, Row> bySubject(List<Row> rows, String metric) {
    Map<String, Row> bySubject = new LinkedHashMap<>();
    rows.stream()
        .filter(row -> row.metric().equals(metric))
        .forEach(row -> bySubject.put(row.subject(), row));
    return bySubject;
  }

  private static Measured kept(Row teacher, Row student) {
    String subject = teacher.subject();
    if (Double.isNaN(teacher.value()) || teacher.value() <= 0) {
      return new Measured(
          "invariances-kept", subject, "", Double.NaN, "teacher-" + reason(teacher, "not-invariant"));
    }
    double kept = Math.min(student.value(), teacher.value()) / teacher.value();
    return new Measured(
        "invariances-kept",
        subject,
        "",
        kept,
        Double.isNaN(kept) ? "student-" + reason(student, "undefined") : "");
  }

  private static String reason(Row row, String otherwise) {
    return row.flag().isEmpty() ? otherwise : row.flag();
  }

  /** Mean distance over the values of each factor; subjects are {@code factor/value}. */
  private static List<Measured> areas(Map<String, Row> teacher, Map<String, Row> student) {
    Map<String, double[]> sums = new LinkedHashMap<>();
    teacher.forEach(
        (subject, row) -> {
          if (student.containsKey(subject)) {
            double[] sum =
                sums.computeIfAbsent(
                    subject.substring(0, subject.indexOf('/')), f -> new double[2]);
            sum[0] += Math.abs(student.get(subject).value() - row.value());
            sum[1]++;
          }
        });
    List<Measured> areas = new ArrayList<>();
    sums.forEach(
        (factor, sum) ->
            areas.add(new Measured("generalisation-area", factor, "", sum[0] / sum[1], "")));
    return areas;
  }
}
