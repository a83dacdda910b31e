package org.heirloom.retain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.Row;
import org.heirloom.stats.Correlations;

/**
 * Whether a student generalises where its teacher does, from the rows of both: invariances kept by
 * layer and factor, the area between the curves of accuracy by factor, and whether the same factors
 * drive both.
 */
public final class GeneralisationKept {
  /** Metrics of which rows are needed. */
  public static final Set<String> READS =
      Set.of("invariance", "offset-accuracy", "diagnostic-information");

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
    found.addAll(
        areas(bySubject(teacher, "offset-accuracy"), bySubject(student, "offset-accuracy")));
    profile(
            bySubject(teacher, "diagnostic-information"),
            bySubject(student, "diagnostic-information"))
        .ifPresent(found::add);
    return found;
  }

  private static Optional<Measured> profile(Map<String, Row> teacher, Map<String, Row> student) {
    double[][] pairs =
        teacher.values().stream()
            .filter(row -> student.containsKey(row.subject()))
            .map(row -> new double[] {row.value(), student.get(row.subject()).value()})
            .filter(pair -> !Double.isNaN(pair[0]) && !Double.isNaN(pair[1]))
            .toArray(double[][]::new);
    if (teacher.isEmpty() || student.isEmpty()) {
      return Optional.empty();
    }
    double rho =
        Correlations.spearman(
            Arrays.stream(pairs).mapToDouble(pair -> pair[0]).toArray(),
            Arrays.stream(pairs).mapToDouble(pair -> pair[1]).toArray());
    return Optional.of(
        new Measured(
            "diagnostic-profile", "", "", rho, Double.isNaN(rho) ? "constant-profile" : ""));
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
          "invariances-kept",
          subject,
          "",
          Double.NaN,
          "teacher-" + reason(teacher, "not-invariant"));
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
