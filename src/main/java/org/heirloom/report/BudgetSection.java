package org.heirloom.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.heirloom.metrics.Family;
import org.heirloom.metrics.Metric.Kind;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.report.ReportInput.Arm;
import org.heirloom.report.ReportInput.Point;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.retain.Scorecard.Score;

/** Retention curves: every metric of every arm against the share of the data that students saw. */
final class BudgetSection {
  private final ReportInput input;
  private final Cells cells;
  private final SortedMap<Double, String> ticks = new TreeMap<>();

  private BudgetSection(ReportInput input) {
    this.input = input;
    this.cells = new Cells(input);
    input.scorecard().scores().stream()
        .mapToDouble(Score::budget)
        .distinct()
        .forEach(budget -> ticks.put(Math.log10(budget), Numbers.percent(budget)));
  }

  static Element of(ReportInput input) {
    return new BudgetSection(input).section();
  }

  private Element section() {
    Element section =
        Html.section(
            "budgets",
            "What is inherited with less data?",
            "Each line is an arm at nested shares of the training images, all with as many optimiser steps; the whiskers are "
                + Numbers.percent(input.scorecard().confidence())
                + " intervals over seeds and examples. The teacher’s line is flat where it saw all the data.");
    if (ticks.size() < 2) {
      return section.add(
          Element.of("p", "none")
              .text("This study has one budget. More of them (sample.budgets) draw curves here."));
    }
    Element charts = Element.of("div", "charts");
    for (Family family : Family.values()) {
      byMetric(family).values().stream()
          .filter(lines -> lines.size() <= ScorecardSection.MOST_SUBJECTS)
          .flatMap(List::stream)
          .forEach(line -> charts.add(chart(line)));
    }
    return section.add(charts);
  }

  private Map<String, List<Cells.Line>> byMetric(Family family) {
    Map<String, List<Cells.Line>> byMetric = new LinkedHashMap<>();
    for (Cells.Line line : cells.lines(family)) {
      if (!cells.isControlExplainer(line)) {
        byMetric.computeIfAbsent(line.metric(), m -> new ArrayList<>()).add(line);
      }
    }
    byMetric.replaceAll(
        (metric, lines) ->
            lines.stream().anyMatch(BudgetSection::isSummary)
                ? lines.stream().filter(BudgetSection::isSummary).toList()
                : lines);
    return byMetric;
  }

  private static boolean isSummary(Cells.Line line) {
    return line.subject().equals(Values.ALL);
  }

  private Element chart(Cells.Line line) {
    boolean gap =
        MetricCatalogue.find(line.metric()).filter(m -> m.kind() == Kind.GAP).isPresent()
            && !isSummary(line);
    List<LineChart.Series> series = new ArrayList<>();
    Element legend = Element.of("ul", "legend");
    List<Score> all =
        input.scorecard().scores().stream()
            .filter(s -> s.metric().equals(line.metric()) && s.subject().equals(line.subject()))
            .toList();
    if (gap) {
      add(series, legend, teacher(), points(all, Score::teacher));
    }
    for (Arm arm : input.arms()) {
      List<Score> ofArm = all.stream().filter(s -> s.arm().equals(arm.name())).toList();
      List<Point> points = points(ofArm, gap ? Score::student : Score::gap);
      if (points.size() > 1) {
        add(series, legend, arm.name(), points);
      }
    }
    String measured = gap ? line.metric().replace("-gap", "") : line.metric();
    String title =
        line.subject().isEmpty()
            ? measured
            : measured + ", " + (isSummary(line) ? "mean distance of all" : line.subject());
    LineChart.Labels labels =
        new LineChart.Labels(
            title
                + " against the share of the data, lines for "
                + Words.list(series.stream().map(LineChart.Series::label).toList()),
            "share of the training images, logarithmic",
            measured,
            ticks);
    return Html.figure(title, LineChart.withWhiskers(labels, series)).add(legend);
  }

  private String teacher() {
    return input.arms().stream()
        .filter(arm -> arm.kind() == ReportInput.Kind.TEACHER)
        .map(Arm::name)
        .findFirst()
        .orElse("teacher");
  }

  private void add(List<LineChart.Series> all, Element legend, String arm, List<Point> points) {
    String cssClass = Words.armClass(input.arms(), arm);
    all.add(new LineChart.Series(arm, cssClass, points, Double.NaN));
    legend.add(Html.legendLine(cssClass, arm));
  }

  /** One point a budget, from the first score of that budget. */
  private static List<Point> points(List<Score> scores, Function<Score, Estimate> what) {
    List<Point> points = new ArrayList<>();
    for (double budget : new TreeSet<>(scores.stream().map(Score::budget).toList())) {
      Estimate e =
          scores.stream().filter(s -> s.budget() == budget).map(what).findFirst().orElseThrow();
      if (Double.isFinite(e.value())) {
        points.add(new Point(Math.log10(budget), e.value(), e.low(), e.high()));
      }
    }
    return points;
  }
}
