package org.heirloom.report;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.metrics.Family;
import org.heirloom.metrics.Metric.Kind;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.report.Cells.Column;
import org.heirloom.report.Cells.Line;
import org.heirloom.report.GapMark.Good;
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
                + " interval, the dark band the margin δ around equality with the teacher; where more than the teacher is as good, the light band goes on. “Less label-only” is what the teacher added: the method’s gap less that of the same student trained on labels alone.");
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
        .add(Element.of("p", "ground").text(omitted()))
        .add(howToRead())
        .add(
            Html.details(
                "Every number of the scorecard",
                ScoreTable.of(input.scorecard(), cells.manyBudgets())));
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
    return column.arm().kind() == ReportInput.Kind.METHOD
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
    cells.byMetric(family).values().forEach(lines -> rows(body, lines));
    return body;
  }

  private void rows(Element body, List<Line> lines) {
    if (lines.size() <= MOST_SUBJECTS) {
      lines.forEach(line -> body.add(row(line)));
      return;
    }
    lines.stream().filter(Line::isSummary).forEach(line -> body.add(row(line)));
    body.add(countRow(lines.stream().filter(line -> !line.isSummary()).toList()));
  }

  private Element row(Line line) {
    GapMark.Scale scale = cells.scale(line);
    Element row = Element.of("tr").add(metricHeading(line, line.about())).add(teacher(line));
    GapMark mark = GapMark.of(scale, cells.scores(line).values().stream().map(Score::gap).toList());
    GapMark contrast =
        GapMark.of(
            new GapMark.Scale(0, scale.margin(), true, Good.UNJUDGED),
            cells.scores(line).values().stream().map(Score::againstLabelOnly).toList());
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

  private Element metricHeading(Line line, String subject) {
    Element heading = Element.of("th").set("scope", "row").add(metricName(line.metric()));
    if (!subject.isEmpty()) {
      heading.add(Element.of("span", "subject").text(subject));
    }
    double margin = cells.margin(line);
    if (Double.isFinite(margin)) {
      Values values = new Values(MetricCatalogue.find(line.metric()), true);
      heading.add(Element.of("span", "delta").text("δ = " + values.margin(margin)));
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
    boolean comparison =
        MetricCatalogue.find(line.metric()).filter(m -> m.kind() == Kind.COMPARISON).isPresent();
    Values values = new Values(MetricCatalogue.find(line.metric()), false);
    return cells
        .teacher(line)
        .map(
            e ->
                number(values, e)
                    .add(Element.of("span", "subject").text(comparison ? "noise ceiling" : "")))
        .orElseGet(
            () ->
                Element.of("td", "muted")
                    .text(Numbers.UNDEFINED + (comparison ? " (a comparison)" : "")));
  }

  private static Element number(Values values, Estimate estimate) {
    return Element.of("td")
        .add(Element.of("span", "number").text(values.number(estimate.value())))
        .add(Element.of("span", "interval").text(values.interval(estimate)));
  }

  private Element gap(Score score, GapMark mark) {
    if (!Double.isFinite(score.gap().value())) {
      return undefined(score.flag());
    }
    Element cell =
        number(Values.ofGap(score), score.gap())
            .add(mark.draw(score.gap(), Words.cssClass(score.status())))
            .add(Html.badge(score.status()));
    String flags = Words.flags(score.flag(), false);
    return flags.isEmpty() ? cell : cell.add(Element.of("span", "flag").text(flags));
  }

  private static Element contrast(Score score, GapMark mark) {
    Estimate difference = score.againstLabelOnly();
    return Double.isFinite(difference.value())
        ? number(Values.ofContrast(score), difference).add(mark.draw(difference, "reported"))
        : empty();
  }

  private static Element undefined(String flag) {
    return Element.of("td", "muted")
        .text(
            Numbers.UNDEFINED
                + " undefined"
                + (flag.isEmpty() ? "" : ": " + Words.flags(flag, true)));
  }

  private static Element empty() {
    return Element.of("td", "muted").text(Numbers.UNDEFINED + " not measured");
  }

  /** One line for a metric with many subjects: how many of them are retained, lost, not shown. */
  private Element countRow(List<Line> lines) {
    Element row =
        Element.of("tr")
            .add(metricHeading(lines.get(0), Words.count(lines.size(), "subject")))
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

  private String omitted() {
    boolean controls =
        java.util.Arrays.stream(Family.values())
            .flatMap(family -> cells.lines(family).stream())
            .anyMatch(cells::isControlExplainer);
    return controls
        ? "Maps that look at no network (random, edge) are not judged; their numbers stand below."
        : "";
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
        .add("dd", "Not judged: the study names no margin, or the number is not sound enough.");
  }
}
