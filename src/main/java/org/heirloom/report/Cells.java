package org.heirloom.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.metrics.Family;
import org.heirloom.metrics.Metric;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.report.GapMark.Good;
import org.heirloom.report.ReportInput.Arm;
import org.heirloom.report.ReportInput.Kind;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.retain.Scorecard.Score;

/**
 * The scorecard as a grid: a row per metric and subject, a column per arm at its largest budget.
 */
final class Cells {

  /** What a row is about. */
  record Line(Family family, String metric, String subject) {

    /** Whether it is the mean distance of all the metric's subjects. */
    boolean isSummary() {
      return subject.equals(Values.ALL);
    }

    /** The subject in words; empty where there is only one. */
    String about() {
      return isSummary() ? "mean distance of all" : subject;
    }
  }

  /** Who a column is about. */
  record Column(Arm arm, double budget) {}

  private final ReportInput input;
  private final Map<Line, Map<Column, Score>> grid = new LinkedHashMap<>();
  private final List<Column> columns = new ArrayList<>();

  Cells(ReportInput input) {
    this.input = input;
    for (Arm arm : input.arms()) {
      if (arm.kind() != Kind.TEACHER) {
        largestBudget(arm).ifPresent(budget -> columns.add(new Column(arm, budget)));
      }
    }
    for (Family family : Family.values()) {
      input.scorecard().scores().stream().filter(s -> s.family() == family).forEach(this::put);
    }
  }

  private Optional<Double> largestBudget(Arm arm) {
    return input.scorecard().scores().stream()
        .filter(s -> s.arm().equals(arm.name()))
        .map(Score::budget)
        .max(Double::compare);
  }

  private void put(Score score) {
    columns.stream()
        .filter(c -> c.arm().name().equals(score.arm()) && c.budget() == score.budget())
        .forEach(
            column ->
                grid.computeIfAbsent(
                        new Line(score.family(), score.metric(), score.subject()),
                        line -> new LinkedHashMap<>())
                    .put(column, score));
  }

  List<Column> columns() {
    return columns;
  }

  /** Whether columns must say which budget they are of. */
  boolean manyBudgets() {
    return input.scorecard().scores().stream().map(Score::budget).distinct().count() > 1;
  }

  List<Line> lines(Family family) {
    return grid.keySet().stream().filter(line -> line.family() == family).toList();
  }

  /** A family's lines by metric, but for explainers that are controls. */
  Map<String, List<Line>> byMetric(Family family) {
    Map<String, List<Line>> byMetric = new LinkedHashMap<>();
    for (Line line : lines(family)) {
      if (!isControlExplainer(line)) {
        byMetric.computeIfAbsent(line.metric(), m -> new ArrayList<>()).add(line);
      }
    }
    return byMetric;
  }

  /** Scores of a row by column, in no particular order. */
  Map<Column, Score> scores(Line line) {
    return grid.get(line);
  }

  Optional<Score> score(Line line, Column column) {
    return Optional.ofNullable(grid.get(line).get(column));
  }

  /** A column's name, with its budget where budgets differ. */
  String name(Column column) {
    return manyBudgets()
        ? column.arm().name() + ", " + Numbers.percent(column.budget()) + " of the data"
        : column.arm().name();
  }

  /** What a line's intervals are drawn against. */
  GapMark.Scale scale(Line line) {
    Optional<Metric> metric = MetricCatalogue.find(line.metric());
    boolean isGap = metric.filter(m -> m.kind() == Metric.Kind.GAP).isPresent();
    double ceiling = isGap ? Double.NaN : teacher(line).map(Estimate::value).orElse(Double.NaN);
    double target =
        Double.isFinite(ceiling) ? ceiling : metric.map(Metric::ideal).orElse(Double.NaN);
    boolean distance = line.isSummary();
    return new GapMark.Scale(
        target, margin(line), isGap && !distance, distance ? Good.BELOW : good(metric));
  }

  private static Good good(Optional<Metric> metric) {
    return metric
        .map(Metric::direction)
        .map(
            direction ->
                switch (direction) {
                  case HIGHER -> Good.ABOVE;
                  case LOWER -> Good.BELOW;
                  case ZERO, NONE -> Good.NEAR;
                })
        .orElse(Good.UNJUDGED);
  }

  /** The teacher's value on a line, or a comparison's ceiling, where there is one. */
  Optional<Estimate> teacher(Line line) {
    return scores(line).values().stream()
        .map(Score::teacher)
        .filter(e -> Double.isFinite(e.value()))
        .findFirst();
  }

  /** δ of a line, or NaN. */
  double margin(Line line) {
    return scores(line).values().stream()
        .mapToDouble(Score::margin)
        .filter(Double::isFinite)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Whether a line is about an explainer that looks at no network, so that nothing is judged. */
  boolean isControlExplainer(Line line) {
    return scores(line).values().stream().allMatch(s -> s.flag().contains("control-explainer"));
  }
}
