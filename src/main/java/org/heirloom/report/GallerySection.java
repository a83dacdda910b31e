package org.heirloom.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heirloom.image.Pixels;
import org.heirloom.report.ReportInput.Arm;
import org.heirloom.report.ReportInput.Explainer;
import org.heirloom.report.ReportInput.Gallery;
import org.heirloom.report.ReportInput.Item;
import org.heirloom.report.ReportInput.Kind;
import org.heirloom.report.ReportInput.Prediction;
import org.heirloom.report.ReportInput.SaliencyMap;

/**
 * Examples with the maps of all arms side by side; a switch without a script shows one explainer at
 * a time.
 *
 * <p>Every image stands in the page once and is referred to; maps are transparent pictures over it,
 * and the border of the true evidence is a path.
 */
final class GallerySection {
  /** So many examples at most, to keep the page small. */
  static final int MOST = 16;

  /** Longer sides are drawn smaller. */
  private static final int LONGEST_SIDE = 112;

  private final ReportInput input;
  private final Gallery gallery;

  private GallerySection(ReportInput input) {
    this.input = input;
    this.gallery = input.pictures().gallery();
  }

  static Element of(ReportInput input) {
    return new GallerySection(input).section();
  }

  private Element section() {
    Element section =
        Html.section(
            "gallery",
            "Where they look",
            "Bright places mattered most to the network’s answer. Each map is scaled by its own maximum, so compare "
                + "places, not strength. Students are shown by their first replicate.");
    if (gallery.items().isEmpty()) {
      return section.add(Element.of("p", "none").text("No maps were made in this study."));
    }
    List<Item> chosen = chosen(gallery.items());
    section.add(Element.of("p").text(scope(chosen)));
    for (int i = 0; i < gallery.explainers().size(); i++) {
      section.add(radio(i));
    }
    Element labels = Element.of("div", "switch");
    for (int i = 0; i < gallery.explainers().size(); i++) {
      labels.add(
          Element.of("label")
              .set("for", "explainer-" + i)
              .text(gallery.explainers().get(i).name()));
    }
    section
        .add(labels)
        .add(Element.of("input", "differ").set("type", "checkbox").set("id", "only-differing"))
        .add(
            Element.of("label", "differ-label")
                .set("for", "only-differing")
                .text("only where a student answers otherwise than its teacher"));
    for (int i = 0; i < gallery.explainers().size(); i++) {
      section.add(Element.of("p", "meaning only-" + i).text(meaning(gallery.explainers().get(i))));
    }
    Element items = Element.of("div", "items");
    for (int i = 0; i < chosen.size(); i++) {
      items.add(item(chosen.get(i), i));
    }
    return section.add(items);
  }

  private String scope(List<Item> chosen) {
    boolean truth = chosen.stream().anyMatch(item -> item.evidence().length > 0);
    String shown =
        chosen.size() < gallery.items().size()
            ? "Shown are %d of %s explained examples, spread over the classes; the numbers above rest on all of them."
                .formatted(chosen.size(), Numbers.count(gallery.items().size()))
            : "Shown are all %s explained examples.".formatted(Numbers.count(chosen.size()));
    return truth ? shown + " The white line is the border of what truly makes the class." : shown;
  }

  private static String meaning(Explainer explainer) {
    return explainer.control()
        ? explainer.name() + " (a control that looks at no network): " + explainer.meaning()
        : explainer.name() + ": " + explainer.meaning();
  }

  private Element radio(int index) {
    Element radio =
        Element.of("input")
            .set("type", "radio")
            .set("name", "explainer")
            .set("id", "explainer-" + index)
            .set("class", "pick pick-" + index);
    return index == 0 ? radio.set("checked", "checked") : radio;
  }

  /** At most {@link #MOST} items, in turn from every class, each class in the given order. */
  static List<Item> chosen(List<Item> items) {
    if (items.size() <= MOST) {
      return items;
    }
    Map<Integer, List<Item>> byLabel = new LinkedHashMap<>();
    items.forEach(i -> byLabel.computeIfAbsent(i.label(), l -> new ArrayList<>()).add(i));
    List<Item> chosen = new ArrayList<>();
    for (int turn = 0; chosen.size() < MOST; turn++) {
      for (List<Item> ofClass : byLabel.values()) {
        if (turn < ofClass.size() && chosen.size() < MOST) {
          chosen.add(ofClass.get(turn));
        }
      }
    }
    return chosen;
  }

  private Element item(Item item, int index) {
    Element row = Element.of("div", "tiles").add(truthTile(item, index));
    for (Arm arm : input.arms()) {
      row.add(armTile(item, index, arm));
    }
    return Element.of("article", differs(item) ? "item" : "item alike")
        .add(
            Element.of("h3")
                .text(className(item.label()))
                .add(Element.of("span", "id").text(item.id())))
        .add(row);
  }

  /** Whether a method's student takes the example for another class than its teacher does. */
  private boolean differs(Item item) {
    Set<Integer> answers = new HashSet<>();
    for (Arm arm : input.arms()) {
      if (arm.kind() != Kind.CONTROL) {
        item.predictions().stream()
            .filter(p -> p.arm().equals(arm.name()))
            .forEach(p -> answers.add(p.label()));
      }
    }
    return answers.size() > 1;
  }

  private Element truthTile(Item item, int index) {
    Pixels image = item.image();
    Element definitions =
        Element.of("defs")
            .add(
                Element.of("image")
                    .set("id", "image-" + index)
                    .set("width", image.width())
                    .set("height", image.height())
                    .set("preserveAspectRatio", "none")
                    .set("href", Png.dataUri(Png.of(Thumbnail.of(image, LONGEST_SIDE)))));
    if (item.evidence().length > 0) {
      definitions.add(
          Element.of("path")
              .set("id", "truth-" + index)
              .set("d", Outline.path(item.evidence(), image.height(), image.width())));
    }
    Element picture =
        frame(image, "example " + item.id() + ", class " + className(item.label()))
            .add(definitions)
            .add(use("image-" + index, "colour"));
    outline(picture, item, index);
    return tile("image", "", picture);
  }

  private Element armTile(Item item, int index, Arm arm) {
    Element picture =
        frame(item.image(), arm.name() + " on example " + item.id())
            .add(use("image-" + index, "grey"));
    for (int i = 0; i < gallery.explainers().size(); i++) {
      picture.add(map(item, arm, i));
    }
    outline(picture, item, index);
    return tile(arm.name(), answer(item, arm), picture);
  }

  private Element map(Item item, Arm arm, int explainer) {
    Element group = Element.of("g", "only-" + explainer);
    Pixels image = item.image();
    Optional<SaliencyMap> map =
        item.maps().stream()
            .filter(m -> m.arm().equals(arm.name()))
            .filter(m -> m.explainer().equals(gallery.explainers().get(explainer).name()))
            .findFirst();
    if (map.isEmpty() || !Heatmap.isShown(map.get().values())) {
      String text = map.isEmpty() ? "no map" : "constant map";
      return group.add(
          Element.of("text", "no-map")
              .set("x", image.width() / 2.0)
              .set("y", image.height() * 0.94)
              .set("font-size", image.width() / 8.0)
              .text(text));
    }
    byte[] png = Heatmap.png(map.get().values(), image.height(), image.width());
    return group.add(
        Element.of("image")
            .set("width", image.width())
            .set("height", image.height())
            .set("preserveAspectRatio", "none")
            .set("href", Png.dataUri(png)));
  }

  private static void outline(Element picture, Item item, int index) {
    if (item.evidence().length > 0) {
      picture.add(use("truth-" + index, "halo")).add(use("truth-" + index, "truth"));
    }
  }

  private static Element frame(Pixels image, String description) {
    return Element.of("svg", "picture")
        .set("viewBox", "0 0 " + image.width() + " " + image.height())
        .set("role", "img")
        .set("aria-label", description);
  }

  private static Element use(String id, String cssClass) {
    return Element.of("use", cssClass).set("href", "#" + id);
  }

  private static Element tile(String title, String answer, Element picture) {
    return Element.of("figure", "tile")
        .add(picture)
        .add(Element.of("figcaption").add("b", title).add(Element.of("span").text(answer)));
  }

  private String answer(Item item, Arm arm) {
    Optional<Prediction> prediction =
        item.predictions().stream().filter(p -> p.arm().equals(arm.name())).findFirst();
    return prediction
        .map(p -> (p.label() == item.label() ? "✓ " : "✕ ") + className(p.label()))
        .orElse(arm.kind() == Kind.TEACHER ? Numbers.UNDEFINED : "");
  }

  private String className(int label) {
    return label >= 0 && label < gallery.classes().size()
        ? gallery.classes().get(label)
        : "class " + label;
  }
}
