package org.heirloom.retain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.Row;
import org.heirloom.stats.Correlations;

/**
 * Whether a student's classes depend on the same concepts as its teacher's, layer by layer, from
 * both networks' rows of {@code tcav-score}.
 *
 * <p>Vectors of different networks live in different spaces, so scores are compared and not
 * vectors.
 */
public final class ConceptAgreement {
  /** The metric whose rows are compared. */
  public static final String SCORE = "tcav-score";

  private static final int FEWEST_CONCEPTS = 3;

  /** Scores by layer, then class, then concept. */
  private final Map<String, Map<String, Map<String, Row>>> teacher = new LinkedHashMap<>();

  private final Set<String> layers = new LinkedHashSet<>();

  /** The teacher's side. Rows of other metrics are passed over. */
  public ConceptAgreement(Iterable<Row> teacherRows) {
    arrange(teacherRows, teacher);
    layers.addAll(teacher.keySet());
  }

  /**
   * Compares a student: {@code tcav-sign-agreement} and {@code tcav-rank-agreement} of every layer
   * that both were tested on.
   */
  public List<Measured> with(Iterable<Row> studentRows) {
    Map<String, Map<String, Map<String, Row>>> student = new LinkedHashMap<>();
    arrange(studentRows, student);
    List<Measured> measured = new ArrayList<>();
    for (String layer : layers) {
      if (student.containsKey(layer)) {
        measured.add(signs(layer, teacher.get(layer), student.get(layer)));
        measured.add(ranks(layer, teacher.get(layer), student.get(layer)));
      }
    }
    return measured;
  }

  private static void arrange(
      Iterable<Row> rows, Map<String, Map<String, Map<String, Row>>> scores) {
    for (Row row : rows) {
      if (row.metric().equals(SCORE)) {
        // layer/concept/class, and concepts hold slashes themselves
        int first = row.subject().indexOf('/');
        int last = row.subject().lastIndexOf('/');
        scores
            .computeIfAbsent(row.subject().substring(0, first), l -> new LinkedHashMap<>())
            .computeIfAbsent(row.subject().substring(last + 1), c -> new LinkedHashMap<>())
            .put(row.subject().substring(first + 1, last), row);
      }
    }
  }

  /** Over cells that are significant in the teacher; one half where the student leans nowhere. */
  private static Measured signs(
      String layer, Map<String, Map<String, Row>> teacher, Map<String, Map<String, Row>> student) {
    double same = 0;
    int cells = 0;
    for (Map.Entry<String, Map<String, Row>> ofClass : teacher.entrySet()) {
      for (Map.Entry<String, Row> cell : ofClass.getValue().entrySet()) {
        if (cell.getValue().flag().isEmpty()) {
          Row other = student.getOrDefault(ofClass.getKey(), Map.of()).get(cell.getKey());
          double leaning = other == null || Double.isNaN(other.value()) ? 0 : side(other);
          same += (1 + side(cell.getValue()) * leaning) / 2;
          cells++;
        }
      }
    }
    return cells == 0
        ? new Measured("tcav-sign-agreement", layer, "", Double.NaN, "no-significant-cells")
        : new Measured("tcav-sign-agreement", layer, "", same / cells, "");
  }

  private static double side(Row row) {
    return Math.signum(row.value() - 0.5);
  }

  /** Mean over classes, without those for which one network ranks no concept over another. */
  private static Measured ranks(
      String layer, Map<String, Map<String, Row>> teacher, Map<String, Map<String, Row>> student) {
    double sum = 0;
    int classes = 0;
    boolean enough = false;
    for (Map.Entry<String, Map<String, Row>> ofClass : teacher.entrySet()) {
      List<double[]> pairs =
          pairs(ofClass.getValue(), student.getOrDefault(ofClass.getKey(), Map.of()));
      if (pairs.size() >= FEWEST_CONCEPTS) {
        enough = true;
        double rho =
            Correlations.spearman(
                pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
                pairs.stream().mapToDouble(pair -> pair[1]).toArray());
        sum += Double.isNaN(rho) ? 0 : rho;
        classes += Double.isNaN(rho) ? 0 : 1;
      }
    }
    return classes == 0
        ? new Measured(
            "tcav-rank-agreement", layer, "", Double.NaN, enough ? "equal-scores" : "few-concepts")
        : new Measured("tcav-rank-agreement", layer, "", sum / classes, "");
  }

  private static List<double[]> pairs(Map<String, Row> teacher, Map<String, Row> student) {
    List<double[]> pairs = new ArrayList<>();
    teacher.forEach(
        (concept, row) -> {
          Row other = student.get(concept);
          if (other != null && !Double.isNaN(row.value()) && !Double.isNaN(other.value())) {
            pairs.add(new double[] {row.value(), other.value()});
          }
        });
    return pairs;
  }
}
