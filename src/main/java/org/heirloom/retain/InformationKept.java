package org.heirloom.retain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.Row;
import org.heirloom.stats.Correlations;

/**
 * How much of what its teacher's layers tell a student's layers tell, from the rows of both.
 *
 * <p>Subjects of rows are {@code layer/cause}. A cause counts if the teacher's row on it has no
 * flag, that is if the layer tells more of it than chance.
 */
public final class InformationKept {
  /** Metrics of which rows are needed. */
  public static final Set<String> READS = Set.of("information", "redundancy");

  /** Flag of a layer of which the teacher tells nothing that could be kept. */
  static final String NOTHING = "teacher-tells-nothing";

  /** Flag of a student's layer that has no value where its teacher's has one. */
  static final String STUDENT_UNDEFINED = "student-undefined";

  private static final int FEWEST_CAUSES = 4;

  private InformationKept() {}

  /** Compares layer by layer; nothing for layers that only one of them was asked in. */
  public static List<Measured> of(List<Row> teacher, List<Row> student) {
    List<Measured> found = new ArrayList<>();
    Map<String, Map<String, Row>> information = byLayer(teacher, "information");
    Map<String, Map<String, Row>> others = byLayer(student, "information");
    information.forEach(
        (layer, rows) -> {
          if (others.containsKey(layer)) {
            found.add(kept("information-kept", layer, rows, others.get(layer)));
            found.add(profile(layer, rows, others.get(layer)));
          }
        });
    Map<String, Map<String, Row>> redundancy = byLayer(teacher, "redundancy");
    Map<String, Map<String, Row>> otherRedundancy = byLayer(student, "redundancy");
    redundancy.forEach(
        (layer, rows) -> {
          if (otherRedundancy.containsKey(layer)) {
            found.add(kept("redundancy-kept", layer, rows, otherRedundancy.get(layer)));
          }
        });
    return found;
  }

  private static Map<String, Map<String, Row>> byLayer(List<Row> rows, String metric) {
    Map<String, Map<String, Row>> layers = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.metric().equals(metric)) {
        int slash = row.subject().indexOf('/');
        layers
            .computeIfAbsent(row.subject().substring(0, slash), l -> new LinkedHashMap<>())
            .put(row.subject().substring(slash + 1), row);
      }
    }
    return layers;
  }

  private static Measured kept(
      String metric, String layer, Map<String, Row> teacher, Map<String, Row> student) {
    double all = 0;
    double kept = 0;
    for (Map.Entry<String, Row> each : teacher.entrySet()) {
      Row told = each.getValue();
      if (told.flag().isEmpty() && told.value() > 0) {
        Row other = student.get(each.getKey());
        double bits = other == null ? Double.NaN : other.value();
        all += told.value();
        kept += Double.isNaN(bits) ? Double.NaN : Math.min(bits, told.value());
      }
    }
    if (all == 0) {
      return new Measured(metric, layer, "", Double.NaN, NOTHING);
    }
    return new Measured(metric, layer, "", kept / all, Double.isNaN(kept) ? STUDENT_UNDEFINED : "");
  }

  private static Measured profile(
      String layer, Map<String, Row> teacher, Map<String, Row> student) {
    List<double[]> pairs = new ArrayList<>();
    teacher.forEach(
        (cause, row) -> {
          Row other = student.get(cause);
          if (other != null && !Double.isNaN(row.value()) && !Double.isNaN(other.value())) {
            pairs.add(new double[] {row.value(), other.value()});
          }
        });
    if (pairs.size() < FEWEST_CAUSES) {
      return new Measured("profile-correlation", layer, "", Double.NaN, "few-causes");
    }
    double rho =
        Correlations.spearman(
            pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
            pairs.stream().mapToDouble(pair -> pair[1]).toArray());
    return new Measured(
        "profile-correlation", layer, "", rho, Double.isNaN(rho) ? "constant-profile" : "");
  }
}
