package org.heirloom.report;

import java.util.ArrayList;
import java.util.List;
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
      cells.byMetric(family).values().stream()
          .map(BudgetSection::summedUp)
          .filter(lines -> lines.size() <= ScorecardSection.MOST_SUBJECTS)
          .flatMap(List::stream)
          .forEach(line -> charts.add(chart(line)));
    }
    return section.add(charts);
  }

  /** A metric's lines or, where all its subjects are summed up, that line alone. */
  private static List<Cells.Line> summedUp(List<Cells.Line> lines) {
    List<Cells.Line> summary = lines.stream().filter(Cells.Line::isSummary).toList();
    return summary.isEmpty() ? lines : summary;
  }

  private Element chart(Cells.Line line) {
    boolean gap =
        MetricCatalogue.find(line.metric()).filter(m -> m.kind() == Kind.GAP).isPresent()
            && !line.isSummary();
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
    String title = line.subject().isEmpty() ? measured : measured + ", " + line.about();
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
