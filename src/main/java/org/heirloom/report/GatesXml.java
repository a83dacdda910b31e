package org.heirloom.report;

import java.util.List;
import org.heirloom.report.GateResult.Outcome;

/** Writes gates as JUnit XML, which every CI shows: one test case per gate, without times. */
final class GatesXml {
  private GatesXml() {}

  static String of(String study, List<GateResult> gates) {
    Element suite =
        counts(Element.of("testsuite").set("name", "heirloom gates: " + study), gates)
            .set("skipped", "0");
    gates.forEach(gate -> suite.add(testCase(study, gate)));
    Element suites = counts(Element.of("testsuites").set("name", "heirloom"), gates).add(suite);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + suites.render() + "\n";
  }

  private static Element counts(Element element, List<GateResult> gates) {
    return element
        .set("tests", Integer.toString(gates.size()))
        .set("failures", Long.toString(count(gates, Outcome.FAIL)))
        .set("errors", Long.toString(count(gates, Outcome.ERROR)));
  }

  private static long count(List<GateResult> gates, Outcome outcome) {
    return gates.stream().filter(g -> g.outcome() == outcome).count();
  }

  private static Element testCase(String study, GateResult gate) {
    Element element =
        Element.of("testcase").set("classname", "heirloom." + study).set("name", gate.name());
    return switch (gate.outcome()) {
      case PASS -> element.add("system-out", gate.message());
      case FAIL -> element.add(problem("failure", "bound", gate));
      case ERROR -> element.add(problem("error", "not-measured", gate));
    };
  }

  private static Element problem(String kind, String type, GateResult gate) {
    return Element.of(kind).set("message", gate.message()).set("type", type).text(gate.message());
  }
}
