package org.heirloom.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.report.InformationInput.Curve;
import org.heirloom.report.InformationInput.Exaggeration;
import org.heirloom.report.LineChart.Labels;
import org.heirloom.report.LineChart.Series;

/** What becomes of answers and bits beyond the trained range of a factor. */
final class GeneralisationSection {
  private final ReportInput input;
  private final InformationInput information;

  private GeneralisationSection(ReportInput input) {
    this.input = input;
    this.information = input.pictures().information();
  }

  static Element of(ReportInput input) {
    return new GeneralisationSection(input).section();
  }

  private Element section() {
    Element section =
        Html.section(
            "generalisation",
            "Beyond what they were trained on",
            "The same creatures, with one factor moved over its whole range and all else as it was. Networks were trained on "
                + "the shaded part alone. A student that inherits its teacher’s invariance falls off where its teacher "
                + "does, and later than the student without a teacher. Bands are intervals over seeds.");
    if (information.curves().isEmpty() && information.exaggerations().isEmpty()) {
      return section.add(
          Element.of("p", "none")
              .text(
                  "No factor’s range was limited in training (data.generator.train), or nobody asked (probe.generalisation)."));
    }
    Map<String, List<Curve>> charts = new LinkedHashMap<>();
    information
        .curves()
        .forEach(
            curve ->
                charts
                    .computeIfAbsent(
                        curve.quantity() + " by " + curve.factor(), c -> new ArrayList<>())
                    .add(curve));
    if (!charts.isEmpty()) {
      Element drawn = Element.of("div", "charts");
      charts.forEach((title, curves) -> drawn.add(chart(title, curves)));
      section.add(Html.legend(input.arms(), arms())).add(drawn);
    }
    if (!information.exaggerations().isEmpty()) {
      section
          .add("h3", "How far a factor can be exaggerated")
          .add(
              "p",
              "Mean probability of the true class while one factor goes up to three times as far as in training, which is"
                  + " shaded; first what changes outlines, then what changes surfaces.")
          .add(exaggerations());
    }
    return section;
  }

  private List<String> arms() {
    return information.curves().stream().map(Curve::arm).distinct().toList();
  }

  private Element chart(String title, List<Curve> curves) {
    List<Series> series = curves.stream().map(c -> series(c.arm(), c.points())).toList();
    Curve first = curves.get(0);
    Labels labels = new Labels(title + described(series), first.factor(), first.quantity());
    return Html.figure(
        title, LineChart.withRange(labels, series, new LineChart.Range(first.low(), first.high())));
  }

  private Series series(String arm, List<ReportInput.Point> points) {
    return new Series(arm, Words.armClass(input.arms(), arm), points, Double.NaN);
  }

  private static String described(List<Series> series) {
    return ", lines for " + Words.list(series.stream().map(Series::label).toList());
  }

  private Element exaggerations() {
    Element charts = Element.of("div", "charts");
    for (String kind : List.of("shape", "texture")) {
      Map<String, List<Exaggeration>> byFactor = new LinkedHashMap<>();
      information.exaggerations().stream()
          .filter(e -> e.kind().equals(kind))
          .forEach(e -> byFactor.computeIfAbsent(e.factor(), f -> new ArrayList<>()).add(e));
      byFactor.forEach(
          (factor, all) -> {
            List<Series> series = all.stream().map(e -> series(e.arm(), e.points())).toList();
            String title = factor + " (" + kind + ")";
            Labels labels =
                new Labels(
                    "Probability of the class by exaggeration of " + title + described(series),
                    "half widths of the trained range from its middle",
                    "probability of the class");
            charts.add(
                Html.figure(
                    title, LineChart.withRange(labels, series, new LineChart.Range(-1, 1))));
          });
    }
    return Element.of("div").add(Html.legend(input.arms(), exaggerated())).add(charts);
  }

  private List<String> exaggerated() {
    return information.exaggerations().stream().map(Exaggeration::arm).distinct().toList();
  }
}
