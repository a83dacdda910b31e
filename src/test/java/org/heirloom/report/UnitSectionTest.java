package org.heirloom.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnitSectionTest {

  private static String section(UnitFindings findings) {
    return UnitSection.of(FakeReport.with(findings)).render();
  }

  @Test
  void tellsDropsBesideThoseOfRandomUnits() {
    assertThat(section(FakePictures.units()))
        .contains("How concentrated is a class in stage3?")
        .contains("<td>32 % (4 %)</td>")
        .contains("4 units off");
  }

  @Test
  void drawsTheCueAndTellsWhatEditingBrings() {
    String section = section(FakePictures.units());

    assertThat(section).contains("cue agrees: 98 %").contains("cue conflicts: 66 %");
    assertThat(section).contains("Cue’s units off").contains("<td>74 %</td>");
  }

  @Test
  void cueIsLeftOutWhereThereIsNone() {
    UnitFindings all = FakePictures.units();
    String section =
        section(
            new UnitFindings(
                all.ablations(), List.of(), all.labels(), all.formulas(), all.codes()));

    assertThat(section).doesNotContain("rely on the cue").contains("eyes/round × 9");
  }

  @Test
  void editingThatWasNotPossibleIsADash() {
    UnitFindings.Shortcut without =
        new UnitFindings.Shortcut("teacher", 0.9, 0.8, 0.8, Double.NaN, Double.NaN, Double.NaN);

    assertThat(
            section(new UnitFindings(List.of(), List.of(without), List.of(), List.of(), List.of())))
        .contains("<td>–</td>")
        .doesNotContain("NaN");
  }

  @Test
  void nothingMeasuredIsSaid() {
    assertThat(section(UnitFindings.none()))
        .contains("No unit was switched off or labelled in this study.");
  }
}
