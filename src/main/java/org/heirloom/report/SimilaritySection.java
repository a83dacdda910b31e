package org.heirloom.report;

import java.util.List;
import org.heirloom.report.ReportInput.Similarity;

/** CKA between the layers of the teacher and of every arm, as tables whose cells are shaded. */
final class SimilaritySection {
  private SimilaritySection() {}

  static Element of(ReportInput input) {
    Element section =
        Html.section(
            "similarity",
            "Are features arranged alike?",
            "CKA compares how two layers arrange the same images: 1 is the same arrangement up to rotation and scale, "
                + "0 is none in common. Rows are the teacher’s layers from input to output, columns the arm’s. The "
                + "untrained student shows how much likeness the architecture alone gives.");
    List<Similarity> all = input.pictures().similarities();
    if (all.isEmpty()) {
      return section.add(Element.of("p", "none").text("No similarity was measured in this study."));
    }
    boolean budgets = all.stream().map(Similarity::budget).distinct().count() > 1;
    Element matrices = Element.of("div", "matrices");
    all.forEach(
        s ->
            matrices.add(
                matrix(s, budgets ? s.arm() + " at " + Numbers.percent(s.budget()) : s.arm())));
    return section.add(matrices);
  }

  private static Element matrix(Similarity similarity, String name) {
    Element head = Element.of("tr").add(Element.of("td", "corner").text("teacher ↓"));
    similarity
        .layers()
        .forEach(layer -> head.add(Element.of("th").set("scope", "col").text(layer)));
    Element body = Element.of("tbody");
    for (int row = 0; row < similarity.teacherLayers().size(); row++) {
      Element line =
          Element.of("tr")
              .add(Element.of("th").set("scope", "row").text(similarity.teacherLayers().get(row)));
      similarity
          .values()
          .get(row)
          .forEach(value -> line.add(Shades.cell(value, Numbers.fixed(value, 2))));
      body.add(line);
    }
    Element table =
        Element.of("table", "matrix")
            .add("caption", name)
            .add(Element.of("thead").add(head))
            .add(body);
    return Html.scroll("CKA of teacher and " + name, table);
  }
}
