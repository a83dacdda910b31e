package org.heirloom.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.heirloom.metrics.Metric;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.report.Trust.Against;
import org.heirloom.report.Trust.Board;
import org.heirloom.report.Trust.Cell;
import org.heirloom.report.Trust.Line;
import org.heirloom.report.Trust.Pair;

/** Explainers side by side under every measure, with their controls, and whether measures agree. */
final class TrustSection {
  private static final int SHADES = 10;

  private TrustSection() {}

  static Element of(ReportInput input) {
    Element section =
        Html.section(
            "trust",
            "Can the maps be believed?",
            "Explainers under every measure, with the mean and its interval over images and networks. ▲ marks what is "
                + "better than a random map of the same images, ▼ what is worse, ≈ where the images do not decide. "
                + "Controls look at no network: an explainer that does no better than they do says nothing. Compactness "
                + "and steadiness are told, but are no contest: the best map is not the smallest.");
    List<Board> boards = input.pictures().trust().boards();
    if (boards.isEmpty()) {
      return section.add(Element.of("p", "none").text("No maps were judged in this study."));
    }
    section.add(board(boards.get(0)));
    if (boards.size() > 1) {
      Element others = Element.of("div");
      boards.subList(1, boards.size()).forEach(board -> others.add(board(board)));
      section.add(Html.details("The same for the students", others));
    }
    List<Pair> pairs = input.pictures().trust().pairs();
    return pairs.isEmpty() ? section : section.add(pairs(pairs));
  }

  private static Element board(Board board) {
    List<String> headings = new ArrayList<>(List.of("Explainer", "Mean place"));
    for (String name : board.metrics()) {
      Metric metric = MetricCatalogue.get(name);
      String arrow = metric.direction() == Metric.Direction.HIGHER ? " ↑" : " ↓";
      headings.add(capital(metric.title()) + arrow);
    }
    Element body = Element.of("tbody");
    board.lines().forEach(line -> body.add(line(line)));
    String caption =
        "%s: %s, %s; ↑ higher is better, ↓ lower is better"
            .formatted(
                board.arm(),
                Words.count(board.examples(), "image"),
                Words.count(board.replicates(), "network"));
    Element table = Html.table(caption, headings).add(body);
    return Element.of("figure")
        .add("figcaption", caption)
        .add(Html.scroll("Explainers of " + board.arm(), table));
  }

  private static Element line(Line line) {
    Element heading = Element.of("th").set("scope", "row").text(line.explainer());
    if (line.control()) {
      heading.add(Element.of("span", "muted").text(" (control)"));
    }
    Element row = Element.of("tr").add(heading).add("td", place(line.place()));
    line.cells().forEach(cell -> row.add(cell(cell)));
    return row;
  }

  private static String place(double place) {
    return Double.isNaN(place) ? Numbers.UNDEFINED : Numbers.fixed(place, 1);
  }

  /** A value with its interval and what was left out or flagged. */
  static Element cell(Cell cell) {
    Element element =
        Element.of("td").text(sign(cell.against()) + Numbers.plain(cell.value().value()));
    String interval = Numbers.interval(cell.value(), false);
    if (!interval.equals(Numbers.UNDEFINED)) {
      element.add(Element.of("br")).add(Element.of("span", "muted").text(interval));
    }
    List<String> notes = new ArrayList<>();
    if (cell.undefined() > 0) {
      notes.add(Numbers.count(cell.undefined()) + " undefined");
    }
    if (cell.flagged() > 0) {
      notes.add(Numbers.count(cell.flagged()) + " flagged");
    }
    return notes.isEmpty()
        ? element
        : element
            .add(Element.of("br"))
            .add(Element.of("span", "muted").text(String.join(", ", notes)));
  }

  private static String sign(Against against) {
    return switch (against) {
      case BETTER -> "▲ ";
      case WORSE -> "▼ ";
      case NOT_SHOWN -> "≈ ";
      case NONE -> "";
    };
  }

  private static Element pairs(List<Pair> pairs) {
    Set<String> names = new LinkedHashSet<>();
    pairs.forEach(pair -> names.add(pair.first()));
    pairs.forEach(pair -> names.add(pair.second()));
    Element head = Element.of("tr").add(Element.of("td", "corner").text("measure"));
    names.forEach(name -> head.add(Element.of("th").set("scope", "col").text(title(name))));
    Element body = Element.of("tbody");
    for (String row : names) {
      Element line = Element.of("tr").add(Element.of("th").set("scope", "row").text(title(row)));
      names.forEach(column -> line.add(pair(pairs, row, column)));
      body.add(line);
    }
    Element table =
        Element.of("table", "matrix")
            .add("caption", "Do measures put the teacher’s explainers in the same order?")
            .add(Element.of("thead").add(head))
            .add(body);
    return Element.of("div")
        .add(Html.scroll("Agreement of measures", table))
        .add(
            Element.of("p", "ground")
                .text(
                    "Rank correlation over explainers, controls included, the better first; mean over images with its "
                        + "interval. 1 is the same order, 0 unrelated, −1 the opposite. Images on which a measure finds "
                        + "all explainers equal are left out."));
  }

  private static String title(String metric) {
    return MetricCatalogue.get(metric).title();
  }

  private static Element pair(List<Pair> pairs, String row, String column) {
    if (row.equals(column)) {
      return Element.of("td", "muted").text("·");
    }
    Pair found =
        pairs.stream()
            .filter(p -> Set.of(p.first(), p.second()).equals(Set.of(row, column)))
            .findFirst()
            .orElse(null);
    if (found == null || Double.isNaN(found.rho().value())) {
      return Element.of("td", "muted").text(Numbers.UNDEFINED);
    }
    double value = found.rho().value();
    long shade = Math.round(Math.max(0, Math.min(1, value)) * SHADES);
    return Element.of("td", "shade-" + shade)
        .set("title", Numbers.interval(found.rho(), true))
        .text(Numbers.fixed(value, 2));
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
