package org.heirloom.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.heirloom.report.ReportInput.Arm;
import org.heirloom.report.ReportInput.Concept;
import org.heirloom.report.ReportInput.Kind;

/** TCAV per concept: a bar from one half for every class and arm, with its interval. */
final class ConceptSection {
  private final ReportInput input;

  private ConceptSection(ReportInput input) {
    this.input = input;
  }

  static Element of(ReportInput input) {
    return new ConceptSection(input).section();
  }

  private Element section() {
    Element section =
        Html.section(
            "concepts",
            "What they have learned to see",
            "TCAV asks: if an image showed more of this concept, would the network be more sure of that class? The score "
                + "is the share of the class’s images for which it would. One half means no direction. Filled bars "
                + "differ from what random sets of images give, after correction for all cells tried; hollow bars do "
                + "not.");
    List<Concept> all = input.pictures().concepts();
    List<ReportInput.ConceptMap> maps = input.pictures().conceptMaps();
    if (all.isEmpty() && maps.isEmpty()) {
      return section.add(Element.of("p", "none").text("No concept was probed in this study."));
    }
    ConceptMaps.add(section, maps);
    return all.isEmpty() ? section : bars(section, all);
  }

  private Element bars(Element section, List<Concept> all) {
    List<String> used = new ArrayList<>();
    List<String> unused = new ArrayList<>();
    for (String panel : all.stream().map(ConceptSection::panel).distinct().toList()) {
      boolean significant =
          all.stream()
              .anyMatch(c -> panel(c).equals(panel) && isTeacher(c.arm()) && c.significant());
      (significant ? used : unused).add(panel);
    }
    section.add(Html.legend(input.arms(), all.stream().map(Concept::arm).distinct().toList()));
    if (used.isEmpty()) {
      section.add("p", "The teacher uses none of these concepts measurably.");
    } else {
      section.add("h3", "Concepts that the teacher uses for some class").add(panels(used));
    }
    if (!unused.isEmpty()) {
      section.add(
          Html.details(
              Words.count(unused.size(), "concept") + " without a measurable use by the teacher",
              panels(unused)));
    }
    return section.add(Html.details("The numbers behind the bars", numbers(all)));
  }

  private static String panel(Concept concept) {
    return concept.concept() + " in " + concept.layer();
  }

  private boolean isTeacher(String arm) {
    return input.arms().stream().anyMatch(a -> a.name().equals(arm) && a.kind() == Kind.TEACHER);
  }

  private Element panels(List<String> names) {
    Element charts = Element.of("div", "charts");
    for (String name : names) {
      List<Concept> cells =
          input.pictures().concepts().stream()
              .filter(c -> panel(c).equals(name))
              .sorted(Comparator.comparingInt(c -> place(c.arm())))
              .toList();
      charts.add(
          Html.figure(name, BarChart.of("TCAV of " + name, bars(cells), BarChart.Scale.TCAV)));
    }
    return charts;
  }

  private int place(String arm) {
    List<String> names = input.arms().stream().map(Arm::name).toList();
    return names.indexOf(arm) < 0 ? names.size() : names.indexOf(arm);
  }

  private List<BarChart.Bar> bars(List<Concept> cells) {
    return cells.stream()
        .map(
            c ->
                new BarChart.Bar(
                    c.className(),
                    c.arm(),
                    Words.armClass(input.arms(), c.arm()),
                    c.score(),
                    c.significant(),
                    c.usable() ? "" : c.reason()))
        .toList();
  }

  private static Element numbers(List<Concept> all) {
    Element body = Element.of("tbody");
    for (Concept c : all) {
      body.add(
          Html.row(
              c.concept(),
              List.of(
                  c.className(),
                  c.layer(),
                  c.arm(),
                  c.usable() ? Numbers.plain(c.score().value()) : Numbers.UNDEFINED,
                  c.usable() ? Numbers.interval(c.score(), false) : Numbers.UNDEFINED,
                  Numbers.pValue(c.p()),
                  conclusion(c))));
    }
    Element table =
        Html.table(
            "TCAV scores",
            List.of(
                "Concept",
                "Class",
                "Layer",
                "Arm",
                "Score",
                "Interval",
                "p (corrected)",
                "Reading"));
    return Html.scroll("TCAV scores", table.set("class", "dense").add(body));
  }

  private static String conclusion(Concept c) {
    if (!c.usable()) {
      return "not usable: " + c.reason();
    }
    if (!c.significant()) {
      return "not shown to matter";
    }
    return c.score().value() > 0.5 ? "speaks for the class" : "speaks against the class";
  }
}
