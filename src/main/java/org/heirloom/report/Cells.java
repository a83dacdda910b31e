package org.heirloom.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.metrics.Family;
import org.heirloom.metrics.Metric;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.report.ReportInput.Arm;
import org.heirloom.report.ReportInput.Kind;
import org.heirloom.retain.Scorecard.Score;

/** The scorecard as a grid: a row per metric and subject, a column per arm and budget. */
final class Cells {

  /** What a row is about. */
  record Line(Family family, String metric, String subject) {}

  /** Who a column is about. */
  record Column(Arm arm, double budget) {}

  private final ReportInput input;
  private final Map<Line, Map<Column, Score>> grid = new LinkedHashMap<>();
  private final List<Column> columns = new ArrayList<>();

  Cells(ReportInput input) {
    this.input = input;
    for (Arm arm : input.arms()) {
      if (arm.kind() != Kind.TEACHER) {
        budgets(arm).forEach(budget -> columns.add(new Column(arm, budget)));
      }
    }
    for (Family family : Family.values()) {
      input.scorecard().scores().stream().filter(s -> s.family() == family).forEach(this::put);
    }
  }

  private List<Double> budgets(Arm arm) {
    return input.scorecard().scores().stream()
        .filter(s -> s.arm().equals(arm.name()))
        .map(Score::budget)
        .distinct()
        .sorted()
        .toList();
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
    return columns.stream().map(Column::budget).distinct().count() > 1;
  }

  List<Line> lines(Family family) {
    return grid.keySet().stream().filter(line -> line.family() == family).toList();
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

  /** Value of a metric that means equality with the teacher, or NaN. */
  static double target(String metric) {
    return MetricCatalogue.find(metric).map(Metric::ideal).orElse(Double.NaN);
  }

  /** Whether a metric is a difference, printed with its sign. */
  static boolean isGap(String metric) {
    return MetricCatalogue.find(metric).map(m -> m.kind() == Metric.Kind.GAP).orElse(false);
  }
}
