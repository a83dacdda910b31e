package org.heirloom.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InformationSectionTest {
  private static final ReportInput INPUT = FakeReport.input();

  private static int count(String html, String pattern) {
    return (int) Pattern.compile(pattern).matcher(html).results().count();
  }

  @Test
  void everyArmHasATableOfBitsInTheColoursOfOneScale() {
    String html = InformationSection.of(INPUT).render();

    assertThat(count(html, "<caption>(teacher|distilled|label-only|untrained)</caption>"))
        .isEqualTo(4);
    // The most bits of all tables have the darkest shade; what is no more than chance has none.
    assertThat(html).contains("<td class=\"shade-10\">2.40</td>");
    assertThat(html).contains("<td class=\"muted\">(0.30)</td>");
    assertThat(html).contains("<td class=\"muted\">–</td>");
  }

  @Test
  void mapThatShowsNothingIsSaidAndNotDrawn() {
    String html = InformationSection.of(INPUT).render();

    assertThat(count(html, "class=\"pixel-map\"")).isEqualTo(3);
    assertThat(html).contains("at most 0.000 bits");
  }

  @Test
  void trainedRangeIsShadedInEveryCurve() {
    String html = GeneralisationSection.of(INPUT).render();

    assertThat(count(html, "<svg class=\"chart\"")).isEqualTo(4);
    assertThat(count(html, "class=\"trained\"")).isEqualTo(4);
    assertThat(html).contains("accuracy by rotation").contains("scale (shape)");
    assertThat(html.indexOf("scale (shape)")).isLessThan(html.indexOf("frequency (texture)"));
  }

  @Test
  void studyWithoutAnyOfItSaysSo() {
    String none = InformationSection.of(FakeReport.empty("none")).render();

    assertThat(none).contains("No information was measured");
    assertThat(GeneralisationSection.of(FakeReport.empty("none")).render())
        .contains("data.generator.train");
  }
}
