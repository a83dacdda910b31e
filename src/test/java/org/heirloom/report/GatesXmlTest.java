package org.heirloom.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.heirloom.report.GateResult.Outcome;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class GatesXmlTest {
  private static final List<GateResult> GATES =
      List.of(
          new GateResult("a, lower ≥ 0", Outcome.PASS, "Gate a: fine."),
          new GateResult("b", Outcome.FAIL, "Gate b: 0.1 < required 0.2."),
          new GateResult("c", Outcome.ERROR, "Gate c: \"x\" & <y> was not measured."));

  @Test
  void countsFailuresAndErrors() {
    Document document = Xml.parse(GatesXml.of("study", GATES));

    for (String path : List.of("/testsuites", "/testsuites/testsuite")) {
      assertThat(Xml.texts(document, path + "/@tests")).containsExactly("3");
      assertThat(Xml.texts(document, path + "/@failures")).containsExactly("1");
      assertThat(Xml.texts(document, path + "/@errors")).containsExactly("1");
    }
  }

  @Test
  void givesEachGateATestCaseWithItsMessage() {
    Document document = Xml.parse(GatesXml.of("study", GATES));

    assertThat(Xml.texts(document, "//testcase/@name")).containsExactly("a, lower ≥ 0", "b", "c");
    assertThat(Xml.texts(document, "//testcase/@classname")).containsOnly("heirloom.study");
    assertThat(Xml.texts(document, "//failure/@message"))
        .containsExactly("Gate b: 0.1 < required 0.2.");
    assertThat(Xml.texts(document, "//error"))
        .containsExactly("Gate c: \"x\" & <y> was not measured.");
  }

  @Test
  void isWellFormedForAnyNameOfAStudy() {
    Document document = Xml.parse(GatesXml.of("a\u0000\"<&\u001b]]>\ud800", List.of()));

    assertThat(Xml.texts(document, "/testsuites/testsuite/@name"))
        .containsExactly("heirloom gates: a\ufffd\"<&\ufffd]]>\ufffd");
  }
}
