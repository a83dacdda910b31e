package org.heirloom.report;

import java.util.List;
import org.heirloom.report.ReportInput.ConceptMap;

/** Concepts by layers as shaded tables, teacher and students side by side. */
final class ConceptMaps {
  private ConceptMaps() {}

  /** Adds what was measured to the section on concepts. */
  static void add(Element section, List<ConceptMap> maps) {
    part(
        section,
        maps,
        ConceptMap.Asked.USED,
        "Which concepts are used, layer by layer",
        "Share of classes that depend on the concept beyond chance. Mean over the arm’s networks; "
            + "blank where no class could be tested.");
    part(
        section,
        maps,
        ConceptMap.Asked.READ,
        "Which concepts can be read, layer by layer",
        "Percentage points by which a linear classifier reads the concept better than labels that were dealt by chance to "
            + "kinds of images. What can be read need not be used. Mean over the arm’s networks.");
  }

  private static void part(
      Element section,
      List<ConceptMap> maps,
      ConceptMap.Asked asked,
      String title,
      String explanation) {
    List<ConceptMap> wanted = maps.stream().filter(map -> map.asked() == asked).toList();
    if (wanted.isEmpty()) {
      return;
    }
    Element matrices = Element.of("div", "matrices");
    wanted.forEach(map -> matrices.add(matrix(map)));
    section.add("h3", title).add("p", explanation).add(matrices);
  }

  private static Element matrix(ConceptMap map) {
    Element head = Element.of("tr").add(Element.of("td", "corner").text("concept"));
    map.layers().forEach(layer -> head.add(Element.of("th").set("scope", "col").text(layer)));
    Element body = Element.of("tbody");
    for (int row = 0; row < map.concepts().size(); row++) {
      Element line =
          Element.of("tr")
              .add(Element.of("th").set("scope", "row").text(name(map.concepts().get(row))));
      for (double value : map.values().get(row)) {
        line.add(cell(map.asked(), value));
      }
      body.add(line);
    }
    Element table =
        Element.of("table", "matrix")
            .add("caption", map.arm())
            .add(Element.of("thead").add(head))
            .add(body);
    return Html.scroll(
        (map.asked() == ConceptMap.Asked.USED ? "Concepts used by " : "Concepts read off ")
            + map.arm(),
        table);
  }

  private static Element cell(ConceptMap.Asked asked, double value) {
    if (asked == ConceptMap.Asked.USED || !Double.isFinite(value)) {
      return Shades.cell(value, Double.isFinite(value) ? Numbers.percent(value) : "");
    }
    // Above control at most about one half can be gained, which is the darkest shade.
    return Shades.cell(2 * value, Numbers.fixed(100 * value, 0));
  }

  /** A factor's kind says nothing to readers. */
  private static String name(String concept) {
    return concept.startsWith("factor/") ? concept.substring("factor/".length()) : concept;
  }
}
