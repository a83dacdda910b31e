package org.heirloom.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.report.PrototypeFindings.Gallery;
import org.heirloom.report.PrototypeFindings.Line;
import org.heirloom.report.PrototypeFindings.OfClass;
import org.heirloom.report.PrototypeFindings.Patch;
import org.heirloom.retain.Scorecard.Estimate;

/** Prototypes as patches of training images, and what attacks do to what they show. */
final class PrototypeSection {
  private static final int LONGEST_SIDE = 64;

  private PrototypeSection() {}

  /** The section; empty where no network is made of prototypes and nothing was asked of one. */
  static List<Element> of(ReportInput input) {
    PrototypeFindings findings = input.pictures().prototypes();
    if (findings.isEmpty()) {
      return List.of();
    }
    Element section =
        Html.section(
            "prototypes",
            "This looks like that",
            "A network of prototypes says “this part looks like that patch of a training image”. Its prototypes are shown "
                + "as those patches; attacks tell whether what it says can be moved without anybody seeing a change, or "
                + "goes by compression.");
    if (!findings.lines().isEmpty()) {
      section.add(attacks(findings.lines()));
    }
    findings.galleries().forEach(gallery -> gallery(section, gallery));
    return List.of(section);
  }

  private static Element attacks(List<Line> lines) {
    List<String> arms = lines.stream().map(Line::arm).distinct().toList();
    Map<String, Map<String, Line>> rows = new LinkedHashMap<>();
    for (Line line : lines) {
      String title = MetricCatalogue.get(line.metric()).title();
      rows.computeIfAbsent(
              line.subject().isEmpty() ? title : title + ", " + line.subject(),
              t -> new LinkedHashMap<>())
          .put(line.arm(), line);
    }
    List<String> headings = new ArrayList<>(List.of("Measured"));
    headings.addAll(arms);
    Element body = Element.of("tbody");
    rows.forEach(
        (title, byArm) ->
            body.add(
                Html.row(
                    title,
                    arms.stream()
                        .map(
                            arm ->
                                byArm.containsKey(arm) ? cell(byArm.get(arm)) : Numbers.UNDEFINED)
                        .toList())));
    String caption = "Means over replicates and explained images, with intervals";
    Element table = Html.table(caption, headings).add(body);
    return Element.of("figure").add("figcaption", caption).add(Html.scroll(caption, table));
  }

  private static String cell(Line line) {
    boolean share = MetricCatalogue.get(line.metric()).scale().isShare();
    return share
        ? "%s (%s to %s)"
            .formatted(
                Numbers.percent(line.mean()),
                Numbers.percent(line.low()),
                Numbers.percent(line.high()))
        : "%s (%s)"
            .formatted(
                Numbers.plain(line.mean()),
                Numbers.interval(new Estimate(line.mean(), line.low(), line.high()), false));
  }

  private static void gallery(Element section, Gallery gallery) {
    section.add("h3", "Prototypes of " + gallery.arm()).add("p", scope(gallery));
    List<String> collapsed =
        gallery.classes().stream().filter(OfClass::collapsed).map(OfClass::name).toList();
    if (!collapsed.isEmpty()) {
      section.add(
          Element.of("div", "warnings")
              .add(
                  "p",
                  "All prototypes of "
                      + Words.list(collapsed)
                      + " are one patch: they collapsed, and say the same several times."));
    }
    Element classes = Element.of("div", "items");
    for (OfClass one : gallery.classes()) {
      Element row = Element.of("div", "tiles");
      one.patches().forEach(patch -> row.add(tile(patch, one.name())));
      classes.add(Element.of("article", "item").add("h4", one.name()).add(row));
    }
    section.add(Html.details("The patches", classes));
  }

  private static String scope(Gallery gallery) {
    String seen =
        gallery.field() < gallery.side()
            ? "A prototype sees %d pixels of %d: the box."
                .formatted(gallery.field(), gallery.side())
            : "The box is the middle of what a prototype sees: that is %d pixels wide, and so the whole image."
                .formatted(gallery.field());
    return "First replicate; the weight is what the last layer gives its similarity for its own class. "
        + seen;
  }

  private static Element tile(Patch patch, String name) {
    Pixels image = patch.image();
    String path = Outline.path(patch.box(), image.height(), image.width());
    Element picture =
        Element.of("svg", "picture")
            .set("viewBox", "0 0 " + image.width() + " " + image.height())
            .set("role", "img")
            .set("aria-label", "prototype %d of %s".formatted(patch.number(), name))
            .add(
                Element.of("image")
                    .set("width", image.width())
                    .set("height", image.height())
                    .set("preserveAspectRatio", "none")
                    .set("href", Png.dataUri(Png.of(Thumbnail.of(image, LONGEST_SIDE)))))
            .add(Element.of("path", "halo").set("d", path))
            .add(Element.of("path", "truth").set("d", path));
    return Element.of("figure", "tile")
        .add(picture)
        .add(
            Element.of("figcaption")
                .add("b", "prototype " + patch.number())
                .add(Element.of("span").text("weight " + Numbers.plain(patch.weight()))));
  }
}
