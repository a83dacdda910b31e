package org.heirloom.report;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.image.Pixels;
import org.heirloom.report.Locals.Answer;
import org.heirloom.report.Locals.Chosen;
import org.heirloom.report.Locals.View;

/**
 * A part per chosen example: the image and what the autoencoder makes of it, images around it, and
 * network by network what it answers there and how far a linear student tells it.
 *
 * <p>Every image stands in the page once and is referred to.
 */
final class LocalSection {
  /** Longer sides are drawn smaller. */
  private static final int LONGEST_SIDE = 112;

  private final ReportInput input;
  private final Locals locals;

  private LocalSection(ReportInput input) {
    this.input = input;
    this.locals = input.pictures().locals();
  }

  static Element of(ReportInput input) {
    return new LocalSection(input).section();
  }

  private Element section() {
    Element section =
        Html.section(
            "local",
            "Around single images",
            "An autoencoder draws images around one; the network answers them; a linear student of their pixels "
                + "learns these answers, and its weights are what is shown. It speaks of the network only there, and only "
                + "as far as it is faithful on images that it has not seen, which stands beside it.");
    if (locals.chosen().isEmpty()) {
      return section.add(
          Element.of("p", "none").text("This study distils around no image (explain.local)."));
    }
    section.add(Element.of("p").text(scope()));
    Element index = Element.of("div", "tiles local-index");
    for (int e = 0; e < locals.chosen().size(); e++) {
      Chosen chosen = locals.chosen().get(e);
      index.add(
          Element.of("a")
              .set("href", "#local-" + e)
              .add(definition(chosen.image(), id(e, 0), "example " + chosen.id()))
              .add(Element.of("span").text(name(chosen.truth()))));
    }
    section.add(index);
    for (int e = 0; e < locals.chosen().size(); e++) {
      section.add(example(locals.chosen().get(e), e));
    }
    return section;
  }

  private String scope() {
    long kept =
        locals.chosen().stream()
            .filter(c -> best(c.views().get(0).image()) == best(c.views().get(0).reconstruction()))
            .count();
    return "%s, each with %s per way to draw them (scale %s). %s The teacher takes %d of %d reconstructions for what it takes the image for; around the others, what is told is not told of the image."
        .formatted(
            Words.count(locals.chosen().size(), "example"),
            Words.count(locals.neighbours(), "image"),
            Numbers.setting(locals.scale()),
            locals.training(),
            kept,
            locals.chosen().size());
  }

  private static String id(int example, int image) {
    return "local-%d-image-%d".formatted(example, image);
  }

  private Element example(Chosen chosen, int e) {
    Element article =
        Element.of("article", "item local")
            .set("id", "local-" + e)
            .add(
                Element.of("h3")
                    .text(name(chosen.truth()))
                    .add(Element.of("span", "id").text(chosen.id())));
    String explained =
        "Explained is %s, the teacher’s answer%s. The reconstruction differs by %s (root mean square)."
            .formatted(
                name(chosen.label()),
                chosen.label() == chosen.truth() ? "" : ", which is wrong",
                Numbers.plain(chosen.error()));
    article.add(Element.of("p").text(explained));
    Element defined = Element.of("div", "tiles");
    defined.add(tile("image", name(chosen.truth()), use(chosen.image(), id(e, 0), "the image")));
    defined.add(
        tile(
            "reconstruction",
            "",
            definition(chosen.reconstruction(), id(e, 1), "its reconstruction")));
    article.add(defined);
    for (int v = 0; v < chosen.views().size(); v++) {
      View view = chosen.views().get(v);
      Element content = view(chosen, e, view, v == 0);
      Element details = Html.details(view.arm() + ": " + summary(chosen, view), content);
      article.add(v == 0 ? details.set("open", "open") : details);
    }
    return article;
  }

  private String summary(Chosen chosen, View view) {
    int answer = best(view.image());
    return "%s (%s), around it %s"
        .formatted(
            name(answer),
            Numbers.percent(view.image().get(answer)),
            best(view.reconstruction()) == answer
                ? LocalTables.told(view)
                : "another image: the reconstruction is " + name(best(view.reconstruction())));
  }

  private Element view(Chosen chosen, int e, View view, boolean defines) {
    List<String> flags = LocalTables.flags(view, this::name, locals.scale(), name(chosen.label()));
    Element content = Element.of("div");
    if (!flags.isEmpty()) {
      content.add(Element.of("div", "warnings").add(Html.list(flags)));
    }
    return content
        .add(Html.figure("Probabilities", LocalTables.bars(view, this::name)))
        .add(LocalTables.legend())
        .add(
            Html.figure(
                "Weights: red speaks for the class, blue against it", weights(chosen, view)))
        .add(
            Html.figure(
                "Images around it: the network’s class, its probability of "
                    + name(chosen.label())
                    + ", and the local student’s",
                strip(chosen.neighbours(), view.neighbours(), e, 2, defines)))
        .add(
            Html.figure(
                "On the way to " + chosen.other(),
                strip(chosen.morph(), view.morph(), e, 2 + chosen.neighbours().size(), defines)))
        .add(LocalTables.own(view))
        .add(LocalTables.crossed(view));
  }

  private Element strip(
      List<Pixels> images, List<Answer> answers, int example, int first, boolean defines) {
    Element tiles = Element.of("div", "tiles small");
    for (int i = 0; i < images.size(); i++) {
      Answer answer = answers.get(i);
      String id = id(example, first + i);
      Element picture =
          defines
              ? definition(images.get(i), id, "neighbour")
              : use(images.get(i), id, "neighbour");
      tiles.add(
          tile(
              name(answer.label()),
              "%s / %s"
                  .formatted(
                      Numbers.percent(Math.rint(100 * answer.probability()) / 100),
                      Numbers.percent(Math.rint(100 * answer.student()) / 100)),
              picture));
    }
    return tiles;
  }

  private Element weights(Chosen chosen, View view) {
    Pixels image = chosen.image();
    Element tiles = Element.of("div", "tiles");
    for (Locals.Weight weight : view.weights()) {
      Element picture = frame(image, weight.title());
      if (SignedMap.isShown(weight.values())) {
        picture.add(
            image(image, Png.dataUri(SignedMap.png(weight.values(), image.height(), image.width())))
                .set("class", "colour"));
      } else {
        picture.add(
            Element.of("text", "no-map")
                .set("x", image.width() / 2.0)
                .set("y", image.height() * 0.55)
                .set("font-size", image.width() / 8.0)
                .text("no weight"));
      }
      tiles.add(tile(weight.title(), "", picture));
    }
    return tiles;
  }

  private static Element tile(String title, String answer, Element picture) {
    return Element.of("figure", "tile")
        .add(picture)
        .add(Element.of("figcaption").add("b", title).add(Element.of("span").text(answer)));
  }

  private static Element frame(Pixels image, String description) {
    return Element.of("svg", "picture")
        .set("viewBox", "0 0 " + image.width() + " " + image.height())
        .set("role", "img")
        .set("aria-label", description);
  }

  private static Element image(Pixels size, String href) {
    return Element.of("image")
        .set("width", size.width())
        .set("height", size.height())
        .set("preserveAspectRatio", "none")
        .set("href", href);
  }

  /** The image itself, which others refer to. */
  private static Element definition(Pixels image, String id, String description) {
    return frame(image, description)
        .add(
            image(image, Png.dataUri(Png.of(Thumbnail.of(image, LONGEST_SIDE))))
                .set("id", id)
                .set("class", "colour"));
  }

  private static Element use(Pixels image, String id, String description) {
    return frame(image, description).add(Element.of("use", "colour").set("href", "#" + id));
  }

  private String name(int label) {
    List<String> classes = input.pictures().gallery().classes();
    return label >= 0 && label < classes.size() ? classes.get(label) : "class " + label;
  }

  /** The class of the largest probability. */
  static int best(List<Double> probabilities) {
    int best = 0;
    for (int k = 1; k < probabilities.size(); k++) {
      best = probabilities.get(k) > probabilities.get(best) ? k : best;
    }
    return best;
  }

  /** Classes that matter: the most probable ones of any of the three, at most five. */
  static List<Integer> matter(View view) {
    List<Integer> order = new ArrayList<>();
    for (int k = 0; k < view.image().size(); k++) {
      order.add(k);
    }
    order.sort(
        java.util.Comparator.comparingDouble(
            k ->
                -Math.max(
                    view.image().get(k),
                    Math.max(view.reconstruction().get(k), view.student().get(k)))));
    return List.copyOf(order.subList(0, Math.min(5, order.size())));
  }
}
