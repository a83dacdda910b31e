package org.heirloom.report;

import java.util.List;
import java.util.function.ToLongFunction;
import org.heirloom.report.ReportInput.Arm;
import org.heirloom.report.ReportInput.Kind;
import org.heirloom.report.ReportInput.Named;
import org.heirloom.report.ReportInput.Provenance;
import org.heirloom.report.ReportInput.Role;
import org.heirloom.report.ReportInput.Sampling;

/** What the result stands on: the arms, the data, the gates, and how to make it again. */
final class GroundSection {
  private static final int MOST_LINES = 20;

  private GroundSection() {}

  static Element arms(ReportInput input) {
    Element body = Element.of("tbody");
    for (Arm arm : input.arms()) {
      body.add(
          Html.row(
              arm.name(),
              List.of(
                  arm.meaning(),
                  arm.architecture(),
                  known(arm.parameters()),
                  share(input, arm, Arm::parameters),
                  known(arm.multiplyAdds()),
                  share(input, arm, Arm::multiplyAdds),
                  Numbers.bytes(arm.bytes()))));
    }
    Element table =
        Html.table(
            "Networks",
            List.of(
                "Arm",
                "What it is",
                "Network",
                "Parameters",
                "Of the teacher’s",
                "Multiply-adds an image",
                "Of the teacher’s",
                "Size"));
    return Html.section(
            "arms",
            "Who is compared",
            "Distillation trains a small student to give a large teacher’s answers. The controls tell what the teacher "
                + "added: a student that only saw labels, and one that was never trained.")
        .add(Html.scroll("Networks", table.add(body)));
  }

  /** A black box may not tell. */
  private static String known(long count) {
    return count > 0 ? Numbers.count(count) : Numbers.UNDEFINED;
  }

  private static String share(ReportInput input, Arm arm, ToLongFunction<Arm> size) {
    return input.arms().stream()
        .filter(a -> a.kind() == Kind.TEACHER)
        .findFirst()
        .filter(t -> size.applyAsLong(t) > 0 && size.applyAsLong(arm) > 0)
        .map(t -> Numbers.percent((double) size.applyAsLong(arm) / size.applyAsLong(t)))
        .orElse(Numbers.UNDEFINED);
  }

  static Element sampling(ReportInput input) {
    Sampling sampling = input.sampling();
    Element body = Element.of("tbody");
    for (Role role : sampling.roles()) {
      body.add(
          Html.row(
              role.name(),
              List.of(Numbers.count(role.asked()), Numbers.count(role.found()), role.purpose())));
    }
    Element table =
        Html.table("Examples by role", List.of("Role", "Asked for", "Found", "What for")).add(body);
    Element section =
        Html.section("data", "Data", sampling.source()).add(Html.scroll("Examples by role", table));
    lines(section, "Shortfalls", sampling.shortfalls(), "No class fell short in any role.");
    lines(section, "Duplicates", sampling.duplicates(), "No image stands in two roles.");
    lines(
        section,
        "Files left out",
        sampling.skipped().stream().map(s -> s.name() + ": " + s.value()).toList(),
        "No file was left out.");
    return section;
  }

  private static void lines(Element section, String title, List<String> lines, String none) {
    section.add("h3", title);
    if (lines.isEmpty()) {
      section.add(Element.of("p", "none").text(none));
      return;
    }
    Element list = Html.list(lines.subList(0, Math.min(lines.size(), MOST_LINES)));
    if (lines.size() > MOST_LINES) {
      list.add("li", "and " + Numbers.count(lines.size() - MOST_LINES) + " more");
    }
    section.add(list);
  }

  static Element gates(List<GateResult> gates) {
    Element section =
        Html.section(
            "gates",
            "Gates",
            "Conditions that the study declares on interval bounds. A failed gate, or one on something that was not "
                + "measured, fails the run.");
    if (gates.isEmpty()) {
      return section.add(Element.of("p", "none").text("The study declares no gate."));
    }
    Element list = Element.of("ul", "gates");
    for (GateResult gate : gates) {
      list.add(
          Element.of("li", gate.failed() ? "failed" : "passed")
              .add("b", gateWord(gate))
              .text(" " + gate.message()));
    }
    return section.add(list);
  }

  private static String gateWord(GateResult gate) {
    return switch (gate.outcome()) {
      case PASS -> "✓ passed";
      case FAIL -> "✕ failed";
      case ERROR -> "✕ not measured";
    };
  }

  static Element provenance(Provenance provenance) {
    Element section =
        Html.section(
            "provenance",
            "How to make it again",
            "The same study gives the same bytes on equal CPU, natives, threads and precision; elsewhere results agree "
                + "within a tolerance.");
    section.add(Element.of("pre").add("code", String.join("\n", provenance.commands())));
    section.add(pairs(provenance.facts()));
    section.add(Html.details("Keys of the stages", pairs(provenance.keys())));
    section.add(
        Html.details(
            "The effective study",
            Element.of("pre")
                .set("tabindex", "0")
                .set("aria-label", "The effective study")
                .add("code", provenance.study())));
    return section;
  }

  private static Element pairs(List<Named> values) {
    Element list = Element.of("dl", "pairs");
    values.forEach(v -> list.add("dt", v.name()).add("dd", v.value()));
    return list;
  }
}
