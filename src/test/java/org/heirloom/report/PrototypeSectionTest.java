package org.heirloom.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PrototypeSectionTest {
  private static final Document SECTION =
      Xml.parse(PrototypeSection.of(FakeReport.input()).get(0).render());

  @Test
  void attacksStandByArmAndWhatWasNotMeasuredIsADash() {
    assertThat(Xml.texts(SECTION, "//thead/tr/th"))
        .containsExactly("Measured", "teacher", "distilled");
    assertThat(Xml.texts(SECTION, "//tbody/tr/th"))
        .containsExactly("prototypes moved to a wrong part", "answers kept under attack, move");
    assertThat(Xml.texts(SECTION, "//tbody/tr[1]/td"))
        .containsExactly("75 % (70 % to 80 %)", "50 % (40 % to 60 %)");
    assertThat(Xml.texts(SECTION, "//tbody/tr[2]/td").get(0)).isEqualTo("–");
  }

  @Test
  void everyPrototypeIsAPatchOfAnImageWithItsBox() {
    assertThat(Xml.texts(SECTION, "//figure[@class='tile']/figcaption/b"))
        .hasSize(15)
        .contains("prototype 4");
    assertThat(Xml.texts(SECTION, "//*[@class='truth']/@d")).hasSize(15).doesNotContain("");
  }

  @Test
  void collapsedPrototypesAreTold() {
    assertThat(Xml.texts(SECTION, "//*[@class='warnings']/p"))
        .containsExactly(
            "All prototypes of square are one patch: they collapsed, and say the same several times.");
  }

  @Test
  void saysHowMuchAPrototypeSees() {
    assertThat(PrototypeSection.of(FakeReport.input()).get(0).render())
        .contains("A prototype sees 17 pixels of 32: the box.")
        .contains("that is 47 pixels wide, and so the whole image.");
  }

  @Test
  void nothingIsShownWhereThereIsNone() {
    assertThat(PrototypeSection.of(FakeReport.empty("nothing"))).isEmpty();
  }
}
