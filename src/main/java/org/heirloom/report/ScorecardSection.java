package org.heirloom.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.metrics.Family;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.report.Cells.Column;
import org.heirloom.report.Cells.Line;
import org.heirloom.report.ReportInput.Kind;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Status;

/**
 * The scorecard: teacher, students and controls side by side, every gap drawn against its margin.
 */
final class ScorecardSection {
  /**
   * A metric with more subjects than this is told in one line of counts; all lines stand further
   * down.
   */
  static final int MOST_SUBJECTS = 4;

  private final ReportInput input;
  private final Cells cells;

  private ScorecardSection(ReportInput input) {
    this.input = input;
    this.cells = new Cells(input);
  }

  static Element of(ReportInput input) {
    return new ScorecardSection(input).section();
  }

  private Element section() {
    Element section =
        Html.section(
            "scorecard",
            "Scorecard",
            "Each gap is student minus teacher on the same examples. The dot is the estimate, the whiskers its "
                + Numbers.percent(input.scorecard().confidence())
                + " interval, the shaded band the margin δ that the study allows. “Less label-only” is what the teacher added: the method’s gap less that of the same student trained on labels alone.");
    if (input.scorecard().scores().isEmpty()) {
      return section.add(Element.of("p", "none").text("Nothing was measured."));
    }
    Element table =
        Html.table("Gap to the teacher by metric and arm", headings()).set("class", "score");
    for (Family family : Family.values()) {
      if (!cells.lines(family).isEmpty()) {
        table.add(body(family));
      }
    }
    return section
        .add(Html.scroll("Scorecard", table))
        .add(howToRead())
        .add(Html.details("Every number of the scorecard", allNumbers()));
  }

  private List<String> headings() {
    List<String> headings = new ArrayList<>(List.of("Metric", "Teacher"));
    for (Column column : cells.columns()) {
      headings.add(cells.name(column));
      if (hasContrast(column)) {
        headings.add(cells.name(column) + " less label-only");
      }
    }
    return headings;
  }

  /** Whether the column's arm is a method that was compared with the label-only student. */
  private boolean hasContrast(Column column) {
    return column.arm().kind() == Kind.METHOD
        && input.scorecard().scores().stream()
            .filter(s -> s.arm().equals(column.arm().name()) && s.budget() == column.budget())
            .anyMatch(s -> Double.isFinite(s.againstLabelOnly().value()));
  }

  private Element body(Family family) {
    int width = headings().size();
    Element heading =
        Element.of("th", "family")
            .set("scope", "rowgroup")
            .set("colspan", Integer.toString(width))
            .add("b", Words.title(family))
            .add(Element.of("span", "question").text(" " + Words.question(family)));
    Element body = Element.of("tbody").add(Element.of("tr").add(heading));
    byMetric(family)
        .forEach(
            (metric, lines) -> {
              if (lines.size() > MOST_SUBJECTS) {
                body.add(countRow(metric, lines));
              } else {
                lines.forEach(line -> body.add(row(line)));
              }
            });
    return body;
  }

  private Map<String, List<Line>> byMetric(Family family) {
    Map<String, List<Line>> byMetric = new LinkedHashMap<>();
    for (Line line : cells.lines(family)) {
      byMetric.computeIfAbsent(line.metric(), m -> new ArrayList<>()).add(line);
    }
    return byMetric;
  }

  private Element row(Line line) {
    Element row = Element.of("tr").add(metricHeading(line.metric(), line.subject(), margin(line)));
    row.add(teacher(line));
    List<Estimate> gaps = new ArrayList<>();
    cells.scores(line).values().forEach(s -> gaps.add(s.gap()));
    GapMark mark = GapMark.of(scale(line), gaps);
    List<Estimate> contrasts =
        cells.scores(line).values().stream().map(Score::againstLabelOnly).toList();
    GapMark contrast = GapMark.of(new GapMark.Scale(0, margin(line), true), contrasts);
    for (Column column : cells.columns()) {
      row.add(cells.score(line, column).map(s -> gap(s, mark)).orElseGet(ScorecardSection::empty));
      if (hasContrast(column)) {
        row.add(
            cells
                .score(line, column)
                .map(s -> contrast(s, contrast))
                .orElseGet(ScorecardSection::empty));
      }
    }
    return row;
  }

  private GapMark.Scale scale(Line line) {
    return new GapMark.Scale(Cells.target(line.metric()), margin(line), Cells.isGap(line.metric()));
  }

  private double margin(Line line) {
    return cells.scores(line).values().stream()
        .mapToDouble(Score::margin)
        .filter(Double::isFinite)
        .findFirst()
        .orElse(Double.NaN);
  }

  private Element metricHeading(String metric, String subject, double margin) {
    Element heading = Element.of("th").set("scope", "row").add(metricName(metric));
    if (!subject.isEmpty()) {
      heading.add(Element.of("span", "subject").text(subject));
    }
    if (Double.isFinite(margin)) {
      heading.add(Element.of("span", "delta").text("δ = " + Numbers.setting(margin)));
    }
    return heading;
  }

  private Element metricName(String metric) {
    return MetricCatalogue.find(metric)
        .map(
            m ->
                Element.of("a")
                    .set("href", "#" + Html.metricId(metric))
                    .set("title", m.title())
                    .text(metric))
        .orElseGet(() -> Element.of("span").text(metric));
  }

  private Element teacher(Line line) {
    return cells.scores(line).values().stream()
        .map(Score::teacher)
        .filter(e -> Double.isFinite(e.value()))
        .findFirst()
        .map(
            e ->
                Element.of("td")
                    .add(Element.of("span", "number").text(Numbers.plain(e.value())))
                    .add(Element.of("span", "interval").text(Numbers.interval(e, false))))
        .orElseGet(() -> Element.of("td", "muted").text(Numbers.UNDEFINED + " (a comparison)"));
  }

  private Element gap(Score score, GapMark mark) {
    if (!Double.isFinite(score.gap().value())) {
      return undefined(score.flag());
    }
    boolean signed = Cells.isGap(score.metric());
    Element cell =
        Element.of("td")
            .add(Element.of("span", "number").text(number(score.gap().value(), signed)))
            .add(Element.of("span", "interval").text(Numbers.interval(score.gap(), signed)))
            .add(mark.draw(score.gap(), Words.cssClass(score.status())))
            .add(Html.badge(score.status()));
    if (!score.flag().isEmpty()) {
      cell.add(Element.of("span", "flag").text(score.flag()));
    }
    return cell;
  }

  private static Element contrast(Score score, GapMark mark) {
    Estimate difference = score.againstLabelOnly();
    if (!Double.isFinite(difference.value())) {
      return empty();
    }
    return Element.of("td")
        .add(Element.of("span", "number").text(Numbers.signed(difference.value())))
        .add(Element.of("span", "interval").text(Numbers.interval(difference, true)))
        .add(mark.draw(difference, "reported"));
  }

  private static String number(double value, boolean signed) {
    return signed ? Numbers.signed(value) : Numbers.plain(value);
  }

  private static Element undefined(String flag) {
    return Element.of("td", "muted")
        .text(Numbers.UNDEFINED + " undefined" + (flag.isEmpty() ? "" : ": " + flag));
  }

  private static Element empty() {
    return Element.of("td", "muted").text(Numbers.UNDEFINED + " not measured");
  }

  /** One line for a metric with many subjects: how many of them are retained, lost, not shown. */
  private Element countRow(String metric, List<Line> lines) {
    Element row =
        Element.of("tr")
            .add(metricHeading(metric, Words.count(lines.size(), "subject"), margin(lines.get(0))))
            .add(Element.of("td", "muted").text("all of them below"));
    for (Column column : cells.columns()) {
      Element cell = Element.of("td");
      for (Status status : Status.values()) {
        long count =
            lines.stream()
                .flatMap(line -> cells.score(line, column).stream())
                .filter(s -> s.status() == status)
                .count();
        if (count > 0) {
          cell.add(
              Element.of("span", "tally").text(Numbers.count(count) + " ").add(Html.badge(status)));
        }
      }
      row.add(cell.isEmpty() ? empty() : cell);
      if (hasContrast(column)) {
        row.add(Element.of("td", "muted").text("see below"));
      }
    }
    return row;
  }

  private static Element howToRead() {
    return Element.of("dl", "key")
        .add(Element.of("dt").add(Html.badge(Status.RETAINED)))
        .add("dd", "The whole interval lies within the margin (or on its good side).")
        .add(Element.of("dt").add(Html.badge(Status.LOST)))
        .add("dd", "The whole interval lies beyond the margin, on the bad side.")
        .add(Element.of("dt").add(Html.badge(Status.NOT_SHOWN)))
        .add(
            "dd",
            "The interval reaches across the margin: the data do not decide. That is no proof of equality.")
        .add(Element.of("dt").add(Html.badge(Status.REPORTED)))
        .add("dd", "The study names no margin, so there is nothing to decide.");
  }

  private Element allNumbers() {
    Element table =
        Html.table(
            "Every comparison with its evidence",
            List.of(
                "Metric",
                "Arm",
                "Subject",
                "Teacher",
                "Arm’s own",
                "Gap",
                "Less label-only",
                "δ",
                "Status",
                "p (Holm)",
                "d_z",
                "Examples",
                "Seeds",
                "Beware"));
    Element body = Element.of("tbody");
    for (Score s : input.scorecard().scores()) {
      String arm = cells.manyBudgets() ? s.arm() + " at " + Numbers.percent(s.budget()) : s.arm();
      body.add(
          Html.row(
              s.metric(),
              List.of(
                  arm,
                  s.subject(),
                  full(s.teacher()),
                  full(s.student()),
                  full(s.gap()),
                  full(s.againstLabelOnly()),
                  Numbers.setting(s.margin()),
                  Words.word(s.status()),
                  Numbers.pValue(s.p()),
                  Numbers.plain(s.effect()),
                  Numbers.count(s.examples()),
                  Numbers.count(s.replicates()),
                  s.flag())));
    }
    return Html.scroll("Every number", table.add(body).set("class", "dense"));
  }

  private static String full(Estimate e) {
    return Numbers.hasInterval(e)
        ? Numbers.plain(e.value()) + " (" + Numbers.interval(e, false) + ")"
        : Numbers.plain(e.value());
  }
}
