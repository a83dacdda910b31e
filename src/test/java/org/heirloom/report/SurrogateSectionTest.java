package org.heirloom.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class SurrogateSectionTest {
  private static final Document SECTION =
      Xml.parse(SurrogateSection.of(FakeReport.input()).get(0).render());

  @Test
  void surrogatesStandBesideTheirNetworks() {
    assertThat(Xml.texts(SECTION, "(//table)[1]/tbody/tr/th"))
        .containsExactly("teacher", "distilled");
    assertThat(Xml.texts(SECTION, "(//table)[1]/tbody/tr[1]/td"))
        .containsExactly("90 %", "87.5 %", "92 %");
  }

  @Test
  void explainersStandOnTheNetworkAndOnItsSurrogate() {
    assertThat(Xml.texts(SECTION, "(//table)[2]/thead/tr/th"))
        .containsExactly(
            "Explainer",
            "Insertion on the network ↑",
            "Insertion on the surrogate ↑",
            "Deletion on the network ↓",
            "Deletion on the surrogate ↓",
            "Mean intensity",
            "Raw intensity");
    assertThat(Xml.texts(SECTION, "(//table)[2]/tbody/tr/th"))
        .containsExactly("attentive", "random (control)");
    assertThat(Xml.texts(SECTION, "(//table)[2]/tbody/tr[1]/td[1]"))
        .containsExactly("0.6000.500 to 0.700");
  }

  @Test
  void studyWithoutSurrogatesHasNoSectionAndNoEntryInTheContents() {
    ReportInput empty = FakeReport.empty("nothing");

    assertThat(SurrogateSection.of(empty)).isEmpty();
    assertThat(Page.of(empty, java.util.List.of())).doesNotContain("#surrogate");
    assertThat(Page.of(FakeReport.input(), java.util.List.of()))
        .contains("href=\"#surrogate\"", "id=\"surrogate\"");
  }
}
