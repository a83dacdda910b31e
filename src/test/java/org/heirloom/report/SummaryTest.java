package org.heirloom.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final ReportInput INPUT = FakeReport.input();
  private static final String TEXT =
      Summary.of(INPUT, Gates.check(INPUT.gates(), INPUT.scorecard()));

  @Test
  void beginsWithTheVerdict() {
    assertThat(TEXT)
        .startsWith(
            "## quickstart: what the student inherited\n\nThe student “distilled” kept its"
                + " teacher’s behaviour, concepts and saliency");
  }

  @Test
  void holdsGatesWarningsAndNumbers() {
    assertThat(TEXT)
        .contains("- ✅ Gate accuracy-gap/distilled, lower ≥ −0.05: ")
        .contains("- ❌ Gate road/distilled, lower ≥ 0.1: metric \"road\" was not measured")
        .contains("> ⚠ With 3 students")
        .contains("| metric | distilled | label-only | untrained |\n|---|---|---|---|\n")
        .contains("| accuracy-gap | −1.2 points (")
        .contains("– few replicates; 64 undefined");
  }

  @Test
  void keepsMarkupOfOthersOutOfMarkdown() {
    assertThat(Summary.escape("<b>|`x`*_[a](b)\n# @team"))
        .isEqualTo("\\<b\\>\\|\\`x\\`\\*\\_\\[a\\](b) \\# \\@team");
  }

  @Test
  void isShortWhenNothingWasMeasured() {
    ReportInput empty = FakeReport.empty("nothing");

    assertThat(Summary.of(empty, java.util.List.of()))
        .isEqualTo(
            "## nothing: what the student inherited\n\nNo student could be compared with the"
                + " teacher; see what was not measured, and why.\n\n");
  }
}
