package org.heirloom.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.heirloom.evaluate.CorruptionError;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.metrics.Row;
import org.heirloom.report.ReportInput.Point;
import org.heirloom.report.Trust;
import org.heirloom.retain.Estimates;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.stats.CrossedMean;
import org.heirloom.study.Study;

/** What is left of predictions, agreement and maps by severity, and errors by corruption. */
final class Survivals {
  private static final String CLEAN = "clean/0";
  private static final String CORRUPTIONS = "corruptions";
  private static final String ACCURACY = "robust-accuracy";

  private final Study study;
  private final Estimates estimates;
  private final RowTable table;
  private final List<String> arms;

  Survivals(Study study, RowTable table, List<String> arms) {
    this.study = study;
    this.estimates = new Estimates(study.retain().confidence());
    this.table = table;
    this.arms = arms;
  }

  /** A line for each metric, threat, explainer and arm. */
  List<Trust.Survival> curves() {
    List<Trust.Survival> curves = new ArrayList<>();
    for (String metric :
        List.of(ACCURACY, "robust-agreement", "robust-map", "robust-map-agreement")) {
      // Subjects by what they are a point of, then by severity.
      Map<String, Map<Double, Set<String>>> lines = new LinkedHashMap<>();
      for (String subject : table.subjects(metric)) {
        if (subject.equals(CLEAN)) {
          continue;
        }
        String[] parts = subject.split("/");
        String threat = parts[parts.length - 2];
        String explainer = parts.length > 2 ? parts[0] : "";
        String name =
            study.explain().robustness().corruptions().contains(threat) ? CORRUPTIONS : threat;
        lines
            .computeIfAbsent(name + "/" + explainer, n -> new TreeMap<>())
            .computeIfAbsent(
                Double.parseDouble(parts[parts.length - 1]), s -> new LinkedHashSet<>())
            .add(subject);
      }
      lines.forEach(
          (name, points) -> {
            String[] parts = name.split("/", 2);
            for (String arm : arms) {
              List<Point> drawn = points(arm, metric, points);
              if (!drawn.isEmpty()) {
                curves.add(new Trust.Survival(metric, parts[0], parts[1], arm, drawn));
              }
            }
          });
    }
    return curves;
  }

  /** None where nothing but clean images was measured, as of a teacher under its own attack. */
  private List<Point> points(String arm, String metric, Map<Double, Set<String>> subjects) {
    List<Point> points = new ArrayList<>();
    Map<Double, Set<String>> all = new TreeMap<>();
    if (!table.rows(arm, metric, CLEAN).isEmpty()) {
      all.put(0.0, Set.of(CLEAN));
    }
    all.putAll(subjects);
    all.forEach(
        (severity, same) -> {
          double[][] means = means(arm, metric, same);
          if (means.length > 0 && means[0].length > 0) {
            Estimate mean = estimates.of(means, MetricCatalogue.get(metric).scale());
            points.add(new Point(severity, mean.value(), mean.low(), mean.high()));
          }
        });
    boolean onlyClean = points.stream().allMatch(point -> point.x() == 0);
    return onlyClean ? List.of() : points;
  }

  /** Means over subjects of each replicate and example that is defined in all. */
  private double[][] means(String arm, String metric, Set<String> subjects) {
    double[][] sums = new double[0][];
    for (String subject : subjects) {
      Map<Integer, Map<String, Row>> rows = table.rows(arm, metric, subject);
      if (rows.isEmpty()) {
        return new double[0][];
      }
      double[][] values = RowTable.table(rows, RowTable.examples(rows));
      if (sums.length == 0) {
        sums = new double[values.length][values[0].length];
      }
      for (int r = 0; r < sums.length; r++) {
        for (int e = 0; e < sums[r].length; e++) {
          sums[r][e] += values[r][e] / subjects.size();
        }
      }
    }
    return RowTable.defined(sums);
  }

  /** Errors by corruption, with mCE where a student without a teacher was trained. */
  List<Trust.Errors> errors() {
    List<String> corruptions = study.explain().robustness().corruptions();
    List<Trust.Errors> errors = new ArrayList<>();
    Map<String, CorruptionError.Errors> byArm = new LinkedHashMap<>();
    if (corruptions.isEmpty()) {
      return errors;
    }
    for (String arm : arms) {
      if (!table.rows(arm, ACCURACY, CLEAN).isEmpty()) {
        byArm.put(arm, errors(arm, corruptions));
      }
    }
    CorruptionError.Errors reference = byArm.get(Arms.LABEL_ONLY);
    byArm.forEach(
        (arm, own) -> {
          CorruptionError error =
              reference == null
                  ? new CorruptionError(Double.NaN, Double.NaN)
                  : CorruptionError.of(own, reference);
          List<Double> accuracies =
              corruptions.stream().map(c -> 1 - mean(own.byCorruption().get(c))).toList();
          errors.add(
              new Trust.Errors(
                  arm, 1 - own.clean(), corruptions, accuracies, error.mean(), error.relative()));
        });
    return errors;
  }

  private CorruptionError.Errors errors(String arm, List<String> corruptions) {
    Map<String, double[]> byCorruption = new LinkedHashMap<>();
    for (String corruption : corruptions) {
      byCorruption.put(
          corruption,
          study.explain().robustness().severities().stream()
              .mapToDouble(severity -> error(arm, corruption + "/" + severity))
              .toArray());
    }
    return new CorruptionError.Errors(error(arm, CLEAN), byCorruption);
  }

  private double error(String arm, String subject) {
    double[][] right = means(arm, ACCURACY, Set.of(subject));
    return right.length == 0 || right[0].length == 0
        ? Double.NaN
        : 1 - CrossedMean.of(right).mean();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
