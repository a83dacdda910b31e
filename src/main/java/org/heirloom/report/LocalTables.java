package org.heirloom.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.heirloom.report.Locals.Judgement;
import org.heirloom.report.Locals.View;
import org.heirloom.retain.Scorecard.Estimate;

/** Numbers of one network around one image. */
final class LocalTables {
  private static final String LATENT = "latent";
  private static final String LIME = "lime";
  private static final String NEAR = "superpixel-near";

  private LocalTables() {}

  /** Bars of the probabilities that matter: image, reconstruction, local student. */
  static Element bars(View view, IntFunction<String> names) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (int k : LocalSection.matter(view)) {
      bars.add(bar(names.apply(k), "the network on the image", "arm-teacher", view.image().get(k)));
      bars.add(
          bar(
              names.apply(k),
              "the network on the reconstruction",
              "arm-method-0",
              view.reconstruction().get(k)));
      bars.add(
          bar(
              names.apply(k),
              "the local student on the reconstruction",
              "arm-control-0",
              view.student().get(k)));
    }
    return BarChart.of(
        "probabilities of " + view.arm(), bars, new BarChart.Scale(0, 1, "probability"));
  }

  private static BarChart.Bar bar(String group, String label, String cssClass, double value) {
    return new BarChart.Bar(
        group, label, cssClass, new Estimate(value, Double.NaN, Double.NaN), true, "");
  }

  static Element legend() {
    return Element.of("ul", "legend")
        .add(Html.legendLine("arm-teacher", "the network on the image"))
        .add(Html.legendLine("arm-method-0", "the network on the reconstruction"))
        .add(Html.legendLine("arm-control-0", "the local student on the reconstruction"));
  }

  /** How well the student of latent neighbours does, in a few words. */
  static String told(View view) {
    return find(view, LATENT, LATENT)
        .map(
            j ->
                Double.isNaN(j.logitFit())
                    ? "always the same answer"
                    : "a linear student tells %s of its answers, R² of logits %s"
                        .formatted(Numbers.percent(j.agreement()), Numbers.plain(j.logitFit())))
        .orElse("nothing was judged");
  }

  private static Optional<Judgement> find(View view, String student, String on) {
    return view.judgements().stream()
        .filter(j -> j.student().equals(student) && j.on().equals(on))
        .findFirst();
  }

  /** What to beware of, in sentences. */
  static List<String> flags(View view, IntFunction<String> names, double scale, String explained) {
    List<String> flags = new ArrayList<>();
    int answer = LocalSection.best(view.image());
    int reconstructed = LocalSection.best(view.reconstruction());
    if (answer != reconstructed) {
      flags.add(
          "The network takes the reconstruction for %s, not %s: the autoencoder is not good enough for this image, and its neighbours speak of another one."
              .formatted(names.apply(reconstructed), names.apply(answer)));
    }
    find(view, LATENT, LATENT)
        .filter(j -> Double.isNaN(j.boundaryArea()))
        .ifPresent(j -> flags.add(boundary(view, scale, explained)));
    find(view, LATENT, LATENT)
        .filter(j -> Double.isNaN(j.logitFit()))
        .ifPresent(j -> flags.add("The network answers the same to all neighbours."));
    if (find(view, LIME, "superpixel").isEmpty() && find(view, "superpixel", LATENT).isEmpty()) {
      flags.add("No superpixel neighbours: the image has one colour, or the study does not ask.");
    }
    return flags;
  }

  private static String boundary(View view, double scale, String explained) {
    return Double.isNaN(view.boundaryScale())
        ? "No boundary of %s in the neighbourhood, at no scale up to %s."
            .formatted(explained, Numbers.setting(8 * scale))
        : "No boundary of %s in the neighbourhood at scale %s; it is met at %s."
            .formatted(explained, Numbers.setting(scale), Numbers.setting(view.boundaryScale()));
  }

  /** Students on neighbours of their own. */
  static Element own(View view) {
    Element body = Element.of("tbody");
    for (Judgement j : view.judgements()) {
      boolean lime = j.student().equals(LIME) || j.on().equals(NEAR);
      if (j.student().equals(j.on()) || lime || j.student().equals("re-labelled")) {
        body.add(
            Html.row(
                title(j),
                List.of(
                    Numbers.percent(j.agreement()),
                    Numbers.plain(j.kl()),
                    Numbers.plain(j.logitFit()),
                    Numbers.plain(j.probabilityFit()),
                    Numbers.plain(j.boundaryArea()))));
      }
    }
    String caption = "Fidelity on unseen neighbours of its own kind";
    Element table =
        Html.table(
                caption,
                List.of(
                    "Local student of",
                    "Same class",
                    "KL, nats",
                    "R² of logits",
                    "R² of the probability",
                    "ROC area near the boundary"))
            .add(body);
    return Element.of("figure").add("figcaption", caption).add(Html.scroll(caption, table));
  }

  private static String title(Judgement j) {
    String near = j.on().equals(NEAR) ? ", near ones first" : "";
    return switch (j.student()) {
      case LIME -> "LIME, of superpixels" + near;
      case "re-labelled" -> "latent, unchanged against shifted";
      case "wider" -> "latent at the wider scale";
      default -> j.student() + near;
    };
  }

  /** Every student on every kind of neighbours. */
  static Element crossed(View view) {
    Set<String> kinds = new LinkedHashSet<>();
    view.judgements().stream()
        .filter(j -> j.student().equals(j.on()) && !j.student().equals("wider"))
        .forEach(j -> kinds.add(j.on()));
    List<String> headings = new ArrayList<>(List.of("Taught on"));
    kinds.forEach(kind -> headings.add("judged on " + kind));
    Element body = Element.of("tbody");
    for (String student : kinds) {
      body.add(
          Html.row(
              student,
              kinds.stream()
                  .map(
                      on ->
                          find(view, student, on)
                              .map(j -> Numbers.percent(j.agreement()))
                              .orElse(Numbers.UNDEFINED))
                  .toList()));
    }
    String caption = "Same class as the network, for every student on every kind of neighbours";
    Element table = Html.table(caption, headings).add(body);
    return Element.of("figure").add("figcaption", caption).add(Html.scroll(caption, table));
  }
}
