package org.heirloom.report;

import java.util.List;
import org.heirloom.report.ReportInput.Arm;
import org.heirloom.retain.Scorecard.Status;

/** Pieces of HTML that several sections share. */
final class Html {
  private Html() {}

  /** A section with a heading and an introduction for readers who are new to it. */
  static Element section(String id, String title, String lead) {
    Element section =
        Element.of("section")
            .set("id", id)
            .set("aria-labelledby", id + "-title")
            .add(Element.of("h2").set("id", id + "-title").text(title));
    return lead.isEmpty() ? section : section.add(Element.of("p", "lead").text(lead));
  }

  /** A box in which a wide table scrolls, reachable by keyboard. */
  static Element scroll(String label, Element table) {
    return Element.of("div", "scroll")
        .set("role", "region")
        .set("aria-label", label)
        .set("tabindex", "0")
        .add(table);
  }

  /** A table with column headings, ready for rows. */
  static Element table(String caption, List<String> headings) {
    Element row = Element.of("tr");
    headings.forEach(h -> row.add(Element.of("th").set("scope", "col").text(h)));
    return Element.of("table").add("caption", caption).add(Element.of("thead").add(row));
  }

  /** A row whose first cell is its heading. */
  static Element row(String heading, List<String> cells) {
    Element row = Element.of("tr").add(Element.of("th").set("scope", "row").text(heading));
    cells.forEach(cell -> row.add("td", cell));
    return row;
  }

  /** What opens on demand, without a script. */
  static Element details(String summary, Element content) {
    return Element.of("details").add("summary", summary).add(content);
  }

  /** A list of sentences. */
  static Element list(List<String> sentences) {
    Element list = Element.of("ul");
    sentences.forEach(s -> list.add("li", s));
    return list;
  }

  /** A status as a word with its sign. */
  static Element badge(Status status) {
    return Element.of("span", "badge " + Words.cssClass(status))
        .add(Element.of("span").set("aria-hidden", "true").text(Words.sign(status)))
        .text(" " + Words.word(status));
  }

  /** A figure with its caption. */
  static Element figure(String caption, Element drawing) {
    return Element.of("figure").add("figcaption", caption).add(drawing);
  }

  /** A legend of arms with the colour and dash of their lines. */
  static Element legend(List<Arm> all, List<String> names) {
    Element legend = Element.of("ul", "legend");
    names.forEach(name -> legend.add(legendLine(Words.armClass(all, name), name)));
    return legend;
  }

  /** One line of a legend. */
  static Element legendLine(String cssClass, String text) {
    Element sample =
        Element.of("svg", "sample " + cssClass)
            .set("viewBox", "0 0 28 10")
            .set("aria-hidden", "true")
            .add(
                Element.of("line", "line")
                    .set("x1", 0.0)
                    .set("y1", 5.0)
                    .set("x2", 28.0)
                    .set("y2", 5.0));
    return Element.of("li").add(sample).text(text);
  }

  /** An address inside the page for a metric's entry in the glossary. */
  static String metricId(String metric) {
    return "metric-" + metric.replaceAll("[^A-Za-z0-9_-]", "-");
  }
}
