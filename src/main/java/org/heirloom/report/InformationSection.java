package org.heirloom.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.heirloom.report.InformationInput.Bits;
import org.heirloom.report.InformationInput.Driver;
import org.heirloom.report.InformationInput.PixelMap;
import org.heirloom.report.ReportInput.Arm;

/** Bits by cause and layer, arm beside arm; then what of random images moves the logits. */
final class InformationSection {
  private static final int SHADES = 10;

  private final ReportInput input;
  private final InformationInput information;

  private InformationSection(ReportInput input) {
    this.input = input;
    this.information = input.pictures().information();
  }

  static Element of(ReportInput input) {
    return new InformationSection(input).section();
  }

  private Element section() {
    Element section =
        Html.section(
            "information",
            "What the layers tell",
            "Bits that a layer tells of the class and of what made the image: one bit halves what is open. Rows are causes, "
                + "columns layers from input to output. Pale numbers in brackets are no more than shuffled examples "
                + "reach. A cause that has nothing to do with the class should fade towards the output; what makes the "
                + "class should stay.");
    if (information.bits().isEmpty()) {
      section.add(Element.of("p", "none").text("No information was measured in this study."));
    } else {
      section.add(tables());
    }
    if (!information.drivers().isEmpty()) {
      section
          .add("h3", "What drives the answers")
          .add(
              "p",
              "Creatures with every part drawn at random, all seen alike: bits that each factor tells of the logits, mean"
                  + " over classes.")
          .add(drivers());
    }
    if (!information.maps().isEmpty()) {
      section
          .add("h3", "Which pixels tell the answers")
          .add(
              "p",
              "The same creatures: bits that a pixel’s brightness tells of the logits, mean over classes. Each map is scaled"
                  + " by its own maximum, which stands below it.")
          .add(maps());
    }
    return section;
  }

  private Element tables() {
    double most =
        information.bits().stream()
            .mapToDouble(Bits::bits)
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    List<String> layers = distinct(Bits::layer);
    List<String> causes = distinct(Bits::cause);
    Element matrices = Element.of("div", "matrices");
    for (Arm arm : input.arms()) {
      List<Bits> own = information.bits().stream().filter(b -> b.arm().equals(arm.name())).toList();
      if (!own.isEmpty()) {
        matrices.add(table(arm.name(), own, layers, causes, Math.max(most, 1e-9)));
      }
    }
    return matrices;
  }

  private List<String> distinct(Function<Bits, String> what) {
    return information.bits().stream().map(what).distinct().toList();
  }

  private static Element table(
      String arm, List<Bits> own, List<String> layers, List<String> causes, double most) {
    Element head = Element.of("tr").add(Element.of("td", "corner").text("bits"));
    layers.forEach(layer -> head.add(Element.of("th").set("scope", "col").text(layer)));
    Element body = Element.of("tbody");
    for (String cause : causes) {
      Element line = Element.of("tr").add(Element.of("th").set("scope", "row").text(cause));
      for (String layer : layers) {
        Optional<Bits> cell =
            own.stream()
                .filter(b -> b.layer().equals(layer) && b.cause().equals(cause))
                .findFirst();
        line.add(
            cell(
                cell.map(Bits::bits).orElse(Double.NaN),
                most,
                cell.map(Bits::significant).orElse(false)));
      }
      body.add(line);
    }
    return matrix("Bits that layers of " + arm + " tell", arm, head, body);
  }

  private static Element matrix(String label, String caption, Element head, Element body) {
    return Html.scroll(
        label,
        Element.of("table", "matrix")
            .add("caption", caption)
            .add(Element.of("thead").add(head))
            .add(body));
  }

  private static Element cell(double bits, double most, boolean significant) {
    if (!Double.isFinite(bits)) {
      return Element.of("td", "muted").text(Numbers.UNDEFINED);
    }
    String text = Numbers.fixed(bits, 2);
    if (!significant) {
      return Element.of("td", "muted").text("(" + text + ")");
    }
    long shade = Math.round(Math.max(0, Math.min(1, bits / most)) * SHADES);
    return Element.of("td", "shade-" + shade).text(text);
  }

  private Element drivers() {
    List<String> factors = information.drivers().stream().map(Driver::factor).distinct().toList();
    List<String> arms = information.drivers().stream().map(Driver::arm).distinct().toList();
    double most = information.drivers().stream().mapToDouble(Driver::bits).max().orElse(1);
    Element head = Element.of("tr").add(Element.of("td", "corner").text("bits"));
    arms.forEach(arm -> head.add(Element.of("th").set("scope", "col").text(arm)));
    Element body = Element.of("tbody");
    for (String factor : factors) {
      Element line = Element.of("tr").add(Element.of("th").set("scope", "row").text(factor));
      for (String arm : arms) {
        double bits =
            information.drivers().stream()
                .filter(d -> d.arm().equals(arm) && d.factor().equals(factor))
                .mapToDouble(Driver::bits)
                .findFirst()
                .orElse(Double.NaN);
        line.add(cell(bits, Math.max(most, 1e-9), true));
      }
      body.add(line);
    }
    return Element.of("div", "matrices")
        .add(matrix("Bits that factors tell of logits", "factor of random creatures", head, body));
  }

  private Element maps() {
    Element tiles = Element.of("div", "tiles");
    for (PixelMap map : information.maps()) {
      float most = 0;
      for (float bits : map.bits()) {
        most = Math.max(most, bits);
      }
      Element figure = Element.of("figure", "tile").add("figcaption", map.arm());
      if (Heatmap.isShown(map.bits())) {
        figure.add(
            Element.of("img", "pixel-map")
                .set("alt", "Bits of every pixel about the logits of " + map.arm())
                .set("src", Png.dataUri(Heatmap.png(map.bits(), map.side(), map.side()))));
      }
      tiles.add(
          figure.add(
              Element.of("p", "ground").text("at most " + Numbers.fixed(most, 3) + " bits")));
    }
    return tiles;
  }
}
