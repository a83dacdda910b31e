package org.heirloom.report;

import java.util.List;
import org.heirloom.metrics.Family;
import org.heirloom.report.Cells.Column;
import org.heirloom.report.Cells.Line;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Verdict;

/** {@code summary.md}: the verdict, the gates and the main numbers, for a pull request. */
final class Summary {
  private final StringBuilder out = new StringBuilder();
  private final ReportInput input;
  private final Cells cells;

  private Summary(ReportInput input) {
    this.input = input;
    this.cells = new Cells(input);
  }

  static String of(ReportInput input, List<GateResult> gates) {
    Summary summary = new Summary(input);
    Headline headline = new Headline(input);
    summary
        .line("## " + escape(input.scorecard().study()) + ": what the student inherited")
        .line("");
    summary.line(escape((headline.methods() + " " + headline.rest()).trim())).line("");
    summary.warnings();
    summary.gates(gates);
    summary.verdicts();
    summary.table();
    summary.notMeasured();
    return summary.out.toString();
  }

  private Summary line(String text) {
    out.append(text).append('\n');
    return this;
  }

  private void warnings() {
    input.scorecard().warnings().forEach(w -> line("> ⚠ " + escape(w)).line(">"));
    if (!input.scorecard().warnings().isEmpty()) {
      line("");
    }
  }

  private void gates(List<GateResult> gates) {
    if (gates.isEmpty()) {
      return;
    }
    line("### Gates").line("");
    for (GateResult gate : gates) {
      line("- " + (gate.failed() ? "❌ " : "✅ ") + escape(gate.message()));
    }
    line("");
  }

  private void verdicts() {
    if (input.scorecard().verdicts().isEmpty()) {
      return;
    }
    line("### Verdicts").line("");
    for (Verdict verdict : input.scorecard().verdicts()) {
      line(
          "- **%s**, %s: %s"
              .formatted(
                  Words.title(verdict.family()),
                  Words.word(verdict.status()),
                  escape(verdict.sentence())));
    }
    line("");
  }

  private void table() {
    if (cells.columns().isEmpty()) {
      return;
    }
    line("### Gap to the teacher").line("");
    StringBuilder head = new StringBuilder("| metric |");
    StringBuilder rule = new StringBuilder("|---|");
    for (Column column : cells.columns()) {
      head.append(' ').append(escape(cells.name(column))).append(" |");
      rule.append("---|");
    }
    line(head.toString()).line(rule.toString());
    for (Family family : Family.values()) {
      for (Line row : cells.lines(family)) {
        if (cells.isControlExplainer(row)) {
          continue;
        }
        if (subjects(row) <= ScorecardSection.MOST_SUBJECTS || row.isSummary()) {
          line(row(row));
        }
      }
    }
    line("")
        .line(
            "Intervals in brackets. Metrics with more than %d subjects stand only in the report."
                .formatted(ScorecardSection.MOST_SUBJECTS))
        .line("");
  }

  private long subjects(Line row) {
    return cells.lines(row.family()).stream()
        .filter(l -> l.metric().equals(row.metric()) && !cells.isControlExplainer(l))
        .count();
  }

  private String row(Line row) {
    String subject = row.subject().isEmpty() ? "" : ", " + row.subject();
    StringBuilder line = new StringBuilder("| " + escape(row.metric() + subject) + " |");
    for (Column column : cells.columns()) {
      line.append(' ')
          .append(cells.score(row, column).map(Summary::cell).orElse(Numbers.UNDEFINED))
          .append(" |");
    }
    return line.toString();
  }

  private static String cell(Score score) {
    if (!Double.isFinite(score.gap().value())) {
      return Numbers.UNDEFINED
          + (score.flag().isEmpty() ? "" : " " + escape(Words.flags(score.flag(), true)));
    }
    return Values.ofGap(score).full(score.gap()) + ", " + Words.word(score.status());
  }

  private void notMeasured() {
    if (input.scorecard().notMeasured().isEmpty()) {
      return;
    }
    line("### Not measured").line("");
    input
        .scorecard()
        .notMeasured()
        .forEach(n -> line("- " + escape(n.metric()) + ": " + escape(n.reason())));
    line("");
  }

  /** Text in which nothing is read as Markdown or HTML, on one line. */
  static String escape(String text) {
    return text.replaceAll("[\\r\\n]+", " ").replaceAll("([\\\\`*_\\[\\]<>|#!@&])", "\\\\$1");
  }
}
