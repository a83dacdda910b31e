package org.heirloom.report;

import java.util.List;
import org.heirloom.report.Trust.SurrogateBoard;
import org.heirloom.retain.Scorecard.Estimate;

/** Networks that stand in for others, and whether what they say holds on those others. */
final class SurrogateSection {
  private static final List<String> HEADINGS =
      List.of(
          "Explainer",
          "Insertion on the network ↑",
          "Insertion on the surrogate ↑",
          "Deletion on the network ↓",
          "Deletion on the surrogate ↓",
          "Mean intensity",
          "Raw intensity");

  private SurrogateSection() {}

  /** The section; empty where no surrogate was fitted. */
  static List<Element> of(ReportInput input) {
    List<SurrogateBoard> boards = input.pictures().trust().surrogates();
    if (boards.isEmpty()) {
      return List.of();
    }
    Element section =
        Html.section(
                "surrogate",
                "Do surrogates look where networks look?",
                "A surrogate was distilled from each network, without labels, and draws its maps in one pass. Its maps are "
                    + "about itself: what they say of the network is told by insertion and deletion on the network, beside "
                    + "other explainers and controls. Mean intensity is of the map’s brightest pixel, raw intensity in its own "
                    + "unit: both tell how much is lit, not whether it is right.")
            .add(fidelity(boards))
            .add(board(boards.get(0)));
    if (boards.size() > 1) {
      Element others = Element.of("div");
      boards.subList(1, boards.size()).forEach(board -> others.add(board(board)));
      section.add(Html.details("The same for the students", others));
    }
    return List.of(section);
  }

  private static Element fidelity(List<SurrogateBoard> boards) {
    Element body = Element.of("tbody");
    for (SurrogateBoard board : boards) {
      body.add(
          Html.row(
              board.arm(),
              List.of(
                  share(board.accuracy()),
                  share(board.surrogateAccuracy()),
                  share(board.agreement()))));
    }
    String caption = "Surrogates on the test examples";
    Element table =
        Html.table(
                caption,
                List.of("Network", "Its accuracy", "Its surrogate’s", "Both answer the same"))
            .add(body);
    return Element.of("figure").add("figcaption", caption).add(Html.scroll(caption, table));
  }

  private static String share(Estimate estimate) {
    return Numbers.percent(estimate.value());
  }

  private static Element board(SurrogateBoard board) {
    Element body = Element.of("tbody");
    for (Trust.Line line : board.lines()) {
      Element heading = Element.of("th").set("scope", "row").text(line.explainer());
      if (line.control()) {
        heading.add(Element.of("span", "muted").text(" (control)"));
      }
      Element row = Element.of("tr").add(heading);
      line.cells().forEach(cell -> row.add(TrustSection.cell(cell)));
      body.add(row);
    }
    String caption = board.arm() + ": explainers on the network and on its surrogate";
    Element table = Html.table(caption, HEADINGS).add(body);
    return Element.of("figure").add("figcaption", caption).add(Html.scroll(caption, table));
  }
}
