package org.heirloom.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heirloom.report.UnitFindings.Ablation;
import org.heirloom.report.UnitFindings.Step;

/** What units cause: ablations, shortcuts with and without their units, labels, codes. */
final class UnitSection {
  private final ReportInput input;
  private final UnitFindings findings;

  private UnitSection(ReportInput input) {
    this.input = input;
    this.findings = input.pictures().units();
  }

  static Element of(ReportInput input) {
    return new UnitSection(input).section();
  }

  private Element section() {
    Element section =
        Html.section(
            "units",
            "What units do",
            "To see what a unit causes, it is switched off. If a class is lost with its few most important units, its "
                + "knowledge sits in them; if it takes many, it is spread out. Units are chosen on one half of the "
                + "examples and judged on the other, beside as many random units.");
    if (findings.isEmpty()) {
      return section.add(
          Element.of("p", "none").text("No unit was switched off or labelled in this study."));
    }
    shortcuts(section);
    layers(findings.ablations(), Ablation::layer).forEach(layer -> ablations(section, layer));
    labels(section);
    combinations(section);
    return section;
  }

  private static <T> List<String> layers(List<T> all, Function<T, String> layer) {
    return all.stream().map(layer).distinct().toList();
  }

  private void shortcuts(Element section) {
    if (findings.shortcuts().isEmpty()) {
      return;
    }
    section
        .add("h3", "Do they rely on the cue?")
        .add(
            "p",
            "The same creatures with the cue of their own class (filled), of another class (hollow) and without a cue "
                + "(tick). The distance between the dots is the reliance on the cue.")
        .add(
            Html.figure("Accuracy by what the cue says", CueChart.of(input, findings.shortcuts())));
    Element body = Element.of("tbody");
    findings
        .shortcuts()
        .forEach(
            s ->
                body.add(
                    Html.row(
                        s.arm(),
                        Stream.of(
                                s.agreeing(),
                                s.conflicting(),
                                s.absent(),
                                s.whole(),
                                s.edited(),
                                s.random())
                            .map(UnitSection::percent)
                            .toList())));
    Element table =
        Html.table(
            "Accuracy by cue, and on conflicting images of the judging half with all units, without those of the cue, "
                + "and without as many random ones",
            List.of(
                "Arm",
                "Cue agrees",
                "Cue conflicts",
                "No cue",
                "Conflicts: all units",
                "Cue’s units off",
                "Random units off"));
    section.add(Html.scroll("Accuracy by cue", table.set("class", "dense").add(body)));
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? Numbers.UNDEFINED : Numbers.percent(share);
  }

  private void ablations(Element section, String layer) {
    List<Ablation> all =
        findings.ablations().stream().filter(a -> a.layer().equals(layer)).toList();
    List<Integer> sizes =
        all.stream().flatMap(a -> a.steps().stream().map(Step::units)).distinct().sorted().toList();
    List<String> headings = new ArrayList<>(List.of("Arm"));
    sizes.forEach(size -> headings.add(Words.count(size, "unit") + " off"));
    Element body = Element.of("tbody");
    for (Ablation ablation : all) {
      body.add(Html.row(ablation.arm(), sizes.stream().map(size -> cell(ablation, size)).toList()));
    }
    Element table =
        Html.table(
            "Balanced accuracy lost without a class’s most important units of "
                + layer
                + ", the mean over classes; in brackets: without random units",
            headings);
    section
        .add("h3", "How concentrated is a class in " + layer + "?")
        .add(Html.scroll("Ablations of " + layer, table.set("class", "dense").add(body)));
  }

  private static String cell(Ablation ablation, int size) {
    return ablation.steps().stream()
        .filter(step -> step.units() == size)
        .map(step -> "%s (%s)".formatted(percent(step.drop()), percent(step.random())))
        .findFirst()
        .orElse(Numbers.UNDEFINED);
  }

  private void labels(Element section) {
    if (findings.labels().isEmpty()) {
      return;
    }
    Element body = Element.of("tbody");
    findings
        .labels()
        .forEach(
            l ->
                body.add(
                    Html.row(
                        l.arm(),
                        List.of(
                            l.layer(),
                            "%d of %d".formatted(l.labelled(), l.units()),
                            l.concepts().stream()
                                .map(c -> c.name() + " × " + c.value())
                                .collect(Collectors.joining(", "))))));
    Element table =
        Html.table(
            "Units by the concept whose probability falls most without them (first replicate)",
            List.of("Arm", "Layer", "Units with a concept", "Concepts of most units"));
    section
        .add("h3", "Which concepts do units stand for?")
        .add(Html.scroll("Labels of units", table.set("class", "dense").add(body)));
  }

  private void combinations(Element section) {
    if (!findings.formulas().isEmpty()) {
      Element body = Element.of("tbody");
      findings
          .formulas()
          .forEach(
              f ->
                  body.add(
                      Html.row(
                          f.arm(),
                          List.of(
                              "%s, unit %d".formatted(f.layer(), f.unit()),
                              f.formula(),
                              Numbers.fixed(f.iou(), 2),
                              Numbers.fixed(f.single(), 2)))));
      Element table =
          Html.table(
              "Units that formulas explain much better than one concept does (first replicate)",
              List.of("Arm", "Unit", "Formula", "IoU", "Best concept’s IoU"));
      section.add(
          Html.details(
              "Combinations of concepts",
              Html.scroll("Formulas", table.set("class", "dense").add(body))));
    }
    if (!findings.codes().isEmpty()) {
      Element body = Element.of("tbody");
      findings
          .codes()
          .forEach(
              c ->
                  body.add(
                      Html.row(
                          c.arm(),
                          List.of(
                              c.layer(),
                              c.concept(),
                              Numbers.fixed(c.all(), 2),
                              Numbers.fixed(c.single(), 2),
                              Integer.toString(c.units())))));
      Element table =
          Html.table(
              "Concepts that all units together find much better than the best one (first replicate)",
              List.of(
                  "Arm", "Layer", "Concept", "IoU of all", "IoU of the best", "Units it takes"));
      section.add(
          Html.details(
              "Concepts that units code together",
              Html.scroll("Codes", table.set("class", "dense").add(body))));
    }
  }
}
