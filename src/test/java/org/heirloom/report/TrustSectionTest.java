package org.heirloom.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class TrustSectionTest {
  private static final ReportInput INPUT = FakeReport.input();
  private static final Document TRUST = Xml.parse(TrustSection.of(INPUT).render());
  private static final Document SURVIVAL = Xml.parse(SurvivalSection.of(INPUT).render());

  @Test
  void leaderboardMarksControlsAndWhatBeatsChance() {
    assertThat(Xml.texts(TRUST, "(//table)[1]/tbody/tr/th"))
        .containsExactly("grad-cam", "random (control)");
    assertThat(Xml.texts(TRUST, "(//table)[1]/tbody/tr[1]/td"))
        .containsExactly(
            "1.0",
            "▲ 0.7000.600 to 0.800",
            "≈ 0.2000.100 to 0.3002 undefined",
            "0.5500.450 to 0.650");
    assertThat(Xml.texts(TRUST, "(//table)[1]/tbody/tr[2]/td[4]")).containsExactly("–24 undefined");
  }

  @Test
  void everyArmHasItsBoard() {
    assertThat(Xml.texts(TRUST, "//figure/figcaption")).hasSize(FakePictures.ARMS.size());
  }

  @Test
  void measuresStandAgainstEachOther() {
    assertThat(Xml.texts(TRUST, "//table[@class='matrix']/tbody/tr[1]/td"))
        .containsExactly("·", "0.60", "–");
  }

  @Test
  void curvesGoBySeverityAndSinglePointsStandInATable() {
    assertThat(Xml.texts(SURVIVAL, "//*[@class='charts']/figure/figcaption"))
        .containsExactly("Accuracy, mean over corruptions", "Accuracy, pgd");
    assertThat(Xml.texts(SURVIVAL, "(//table)[1]/tbody/tr[1]/td"))
        .containsExactly("grad-cam", "teacher", "3", "0.600", "–");
  }

  @Test
  void errorsStandByCorruptionAndArm() {
    assertThat(Xml.texts(SURVIVAL, "(//table)[2]/tbody/tr/td"))
        .containsExactly("90 %", "80 %", "50 %", "40 %", "0.800", "0.900", "1.100", "–");
  }

  @Test
  void nothingMeasuredIsSaid() {
    ReportInput empty = FakeReport.empty("nothing");

    assertThat(Xml.texts(Xml.parse(TrustSection.of(empty).render()), "//p[@class='none']"))
        .containsExactly("No maps were judged in this study.");
    assertThat(Xml.texts(Xml.parse(SurvivalSection.of(empty).render()), "//p[@class='none']"))
        .containsExactly("This study corrupts and attacks no images.");
  }
}
