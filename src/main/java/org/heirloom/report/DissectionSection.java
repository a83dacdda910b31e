package org.heirloom.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.heirloom.image.Pixels;
import org.heirloom.report.ReportInput.ActiveArea;
import org.heirloom.report.ReportInput.Arm;
import org.heirloom.report.ReportInput.ConceptMatch;
import org.heirloom.report.ReportInput.Dissected;
import org.heirloom.report.ReportInput.Kind;
import org.heirloom.report.ReportInput.SeenUnit;

/** Units and the concepts that they mark: numbers, what is kept, bars by concept, and pictures. */
final class DissectionSection {
  private static final int LONGEST_SIDE = 96;
  private static final int MOST_CONCEPTS = 12;

  /** Shade over what a unit does not mark; nothing over what it does. */
  private static final int[] DIMMED = {0xb8101014, 0};

  private final ReportInput input;
  private final Set<String> defined = new HashSet<>();

  private DissectionSection(ReportInput input) {
    this.input = input;
  }

  static Element of(ReportInput input) {
    return new DissectionSection(input).section();
  }

  private Element section() {
    Element section =
        Html.section(
            "detectors",
            "What single units see",
            "Network dissection asks which concept’s pixels a unit marks when it is most active. The match is the "
                + "intersection over union of the unit’s marks and the concept’s mask, over all images together. The "
                + "chance line is what one unit in a hundred exceeds with the masks of other images.");
    List<Dissected> all = input.pictures().dissection().layers();
    if (all.isEmpty()) {
      return section.add(Element.of("p", "none").text("No unit was dissected in this study."));
    }
    for (String layer : all.stream().map(Dissected::layer).distinct().toList()) {
      layer(section, layer, inOrder(all.stream().filter(d -> d.layer().equals(layer)).toList()));
    }
    return section;
  }

  private List<Dissected> inOrder(List<Dissected> arms) {
    return arms.stream().sorted(Comparator.comparingInt(d -> place(d.arm()))).toList();
  }

  private int place(String arm) {
    List<String> names = input.arms().stream().map(Arm::name).toList();
    return names.indexOf(arm) < 0 ? names.size() : names.indexOf(arm);
  }

  private void layer(Element section, String layer, List<Dissected> arms) {
    Dissected first = arms.get(0);
    section
        .add("h3", layer)
        .add(
            "p",
            "Here a unit counts as active where it is highest, on %s of all positions, and is a detector if it matches its best concept by more than %s and more than the chance line. Pictures and counts of units are of each arm’s first replicate."
                .formatted(Numbers.percent(first.quantile()), Numbers.setting(first.threshold())))
        .add(counts(layer, arms));
    List<ConceptMatch> matches =
        input.pictures().dissection().matches().stream()
            .filter(match -> match.layer().equals(layer))
            .sorted(Comparator.comparingInt(match -> place(match.arm())))
            .toList();
    inheritance(section, layer, matches);
    charts(section, layer, matches);
    for (Dissected arm : arms) {
      section.add(gallery(arm));
    }
  }

  private static Element counts(String layer, List<Dissected> arms) {
    Element body = Element.of("tbody");
    for (Dissected arm : arms) {
      boolean hasNull = Double.isFinite(arm.nullIou());
      body.add(
          Html.row(
              arm.arm(),
              List.of(
                  Numbers.count(arm.units()),
                  Numbers.count(arm.detectors()),
                  Numbers.count(arm.concepts()),
                  hasNull ? Numbers.fixed(arm.nullIou(), 3) : Numbers.UNDEFINED,
                  hasNull ? Numbers.count(arm.aboveNull()) : Numbers.UNDEFINED)));
    }
    Element table =
        Html.table(
            "Units of " + layer,
            List.of(
                "Arm", "Units", "Detectors", "Their concepts", "Chance line", "Units above it"));
    return Html.scroll("Units of " + layer, table.set("class", "dense").add(body));
  }

  /** Which of the teacher's concepts each student keeps and loses, and what it has besides. */
  private void inheritance(Element section, String layer, List<ConceptMatch> matches) {
    Set<String> teachers =
        matches.stream()
            .filter(match -> isTeacher(match.arm()) && match.isDetected())
            .map(ConceptMatch::concept)
            .collect(Collectors.toSet());
    Element body = Element.of("tbody");
    for (String arm : matches.stream().map(ConceptMatch::arm).distinct().toList()) {
      if (!isTeacher(arm)) {
        List<ConceptMatch> own = matches.stream().filter(m -> m.arm().equals(arm)).toList();
        body.add(
            Html.row(
                arm,
                List.of(
                    names(own, m -> m.isDetected() && teachers.contains(m.concept())),
                    names(own, m -> !m.isDetected() && teachers.contains(m.concept())),
                    names(own, m -> m.isDetected() && !teachers.contains(m.concept())))));
      }
    }
    if (!body.isEmpty()) {
      Element table =
          Html.table(
              "Concepts with a detector in " + layer, List.of("Student", "Kept", "Lost", "Gained"));
      section
          .add(
              "p",
              "Concepts with a detector in at least half of an arm’s networks, beside the teacher’s; where networks differ, in how many of them.")
          .add(Html.scroll("Concepts with a detector in " + layer, table.add(body)));
    }
  }

  private static String names(List<ConceptMatch> matches, Predicate<ConceptMatch> which) {
    String names =
        matches.stream()
            .filter(which)
            .map(
                match ->
                    match.detecting() == 0 || match.detecting() == match.networks()
                        ? match.concept()
                        : match.concept()
                            + " (%d of %d)".formatted(match.detecting(), match.networks()))
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? Numbers.UNDEFINED : names;
  }

  private boolean isTeacher(String arm) {
    return input.arms().stream().anyMatch(a -> a.name().equals(arm) && a.kind() == Kind.TEACHER);
  }

  private void charts(Element section, String layer, List<ConceptMatch> matches) {
    List<String> concepts =
        matches.stream()
            .collect(
                Collectors.groupingBy(
                    ConceptMatch::concept,
                    Collectors.summingDouble(
                        match -> isTeacher(match.arm()) ? 1 + match.iou().value() : 0)))
            .entrySet()
            .stream()
            .sorted(
                Comparator.comparingDouble((Map.Entry<String, Double> e) -> -e.getValue())
                    .thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .toList();
    int most = Math.min(MOST_CONCEPTS, concepts.size());
    section
        .add(Html.legend(input.arms(), matches.stream().map(ConceptMatch::arm).distinct().toList()))
        .add(
            Html.figure(
                "Best match of any unit with each concept in " + layer,
                chart(layer, matches, concepts.subList(0, most))));
    if (most < concepts.size()) {
      section.add(
          Html.details(
              Words.count(concepts.size() - most, "more concept"),
              chart(layer, matches, concepts.subList(most, concepts.size()))));
    }
  }

  private Element chart(String layer, List<ConceptMatch> matches, List<String> concepts) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (String concept : concepts) {
      matches.stream()
          .filter(match -> match.concept().equals(concept))
          .forEach(
              match ->
                  bars.add(
                      new BarChart.Bar(
                          concept,
                          match.arm(),
                          Words.armClass(input.arms(), match.arm()),
                          match.iou(),
                          match.isDetected(),
                          "")));
    }
    return BarChart.of(
        "Best match with concepts in " + layer,
        bars,
        BarChart.Scale.from0(
            bars.stream().mapToDouble(bar -> bar.estimate().value()).max().orElse(1),
            "intersection over union; filled: has a detector"));
  }

  private Element gallery(Dissected arm) {
    Element items = Element.of("div", "items");
    arm.shown().forEach(unit -> items.add(item(arm, unit)));
    Element box =
        arm.shown().isEmpty() ? Element.of("p", "none").text("No unit is a detector.") : items;
    Element details =
        Html.details(
            arm.arm() + ": the units that match their concepts best, where they are most active",
            box);
    return isTeacher(arm.arm()) || isMethod(arm.arm()) ? details.set("open", "open") : details;
  }

  private boolean isMethod(String arm) {
    return input.arms().stream().anyMatch(a -> a.name().equals(arm) && a.kind() == Kind.METHOD);
  }

  private Element item(Dissected arm, SeenUnit unit) {
    Element row = Element.of("div", "tiles");
    unit.areas().forEach(area -> row.add(tile(arm, unit, area)));
    String match =
        "unit %d, match %s".formatted(unit.unit(), Numbers.fixed(unit.iou(), 3))
            + (Double.isFinite(arm.nullIou())
                ? ", chance line " + Numbers.fixed(arm.nullIou(), 3)
                : "");
    return Element.of("article", "seen")
        .add(Element.of("h3").text(unit.concept()).add(Element.of("span", "id").text(match)))
        .add(row);
  }

  private Element tile(Dissected arm, SeenUnit unit, ActiveArea area) {
    int height = area.image().height();
    int width = area.image().width();
    Element picture =
        Element.of("svg", "picture")
            .set("viewBox", "0 0 " + width + " " + height)
            .set("role", "img")
            .set(
                "aria-label",
                "%s, unit %d on example %s".formatted(arm.arm(), unit.unit(), area.id()));
    String id = "seen-" + area.id().replaceAll("[^A-Za-z0-9_-]", "-");
    if (defined.add(id)) {
      picture.add(
          Element.of("defs")
              .add(image(Thumbnail.of(area.image(), LONGEST_SIDE), area).set("id", id)));
    }
    Pixels shade = new Pixels(height, width, 1, area.mask());
    picture
        .add(Element.of("use").set("href", "#" + id))
        .add(
            Element.of("image")
                .set("width", width)
                .set("height", height)
                .set("preserveAspectRatio", "none")
                .set("href", Png.dataUri(Png.of(shade, DIMMED))))
        .add(Element.of("path", "halo").set("d", Outline.path(area.mask(), height, width)))
        .add(Element.of("path", "truth").set("d", Outline.path(area.mask(), height, width)));
    return Element.of("figure", "tile").add(picture);
  }

  private static Element image(Pixels thumbnail, ActiveArea area) {
    return Element.of("image")
        .set("width", area.image().width())
        .set("height", area.image().height())
        .set("preserveAspectRatio", "none")
        .set("href", Png.dataUri(Png.of(thumbnail)));
  }
}
