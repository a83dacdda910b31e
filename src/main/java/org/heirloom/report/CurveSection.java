package org.heirloom.report;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.report.LineChart.Labels;
import org.heirloom.report.LineChart.Series;
import org.heirloom.report.ReportInput.Curve;
import org.heirloom.report.ReportInput.Explainer;
import org.heirloom.report.ReportInput.Kind;

/**
 * Insertion and deletion curves of every arm, with the teacher's under control explainers beside
 * them.
 */
final class CurveSection {
  private static final List<String> MEASURES = List.of("insertion", "deletion");

  private final ReportInput input;

  private CurveSection(ReportInput input) {
    this.input = input;
  }

  static Element of(ReportInput input) {
    return new CurveSection(input).section();
  }

  private Element section() {
    Element section =
        Html.section(
            "curves",
            "Do the maps find what matters?",
            "Insertion shows the pixels of a blurred image in the map’s order, deletion takes them away. A map that finds "
                + "what the network uses raises its confidence early (insertion) or drops it early (deletion). Maps from "
                + "a random order and from edges, which look at no network, are the standard to beat.");
    if (input.pictures().curves().isEmpty()) {
      return section.add(
          Element.of("p", "none").text("No insertion or deletion curves were made in this study."));
    }
    Element charts = Element.of("div", "charts");
    for (String explainer : explainers(false)) {
      MEASURES.forEach(measure -> chart(charts, measure, explainer));
    }
    return section.add(charts);
  }

  private List<String> explainers(boolean control) {
    List<String> controls =
        input.pictures().gallery().explainers().stream()
            .filter(Explainer::control)
            .map(Explainer::name)
            .toList();
    return input.pictures().curves().stream()
        .map(Curve::explainer)
        .distinct()
        .filter(name -> controls.contains(name) == control)
        .toList();
  }

  private void chart(Element charts, String measure, String explainer) {
    List<Series> series = new ArrayList<>();
    Element legend = Element.of("ul", "legend");
    int number = 0;
    for (String control : explainers(true)) {
      number++;
      for (Curve curve : curves(measure, control)) {
        if (isTeacher(curve.arm())) {
          String label = curve.arm() + ", " + control + " control";
          add(series, legend, new Series(label, "chance-" + number, curve.points(), Double.NaN));
        }
      }
    }
    List<Curve> curves = curves(measure, explainer);
    for (Curve curve : curves) {
      String cssClass = Words.armClass(input.arms(), curve.arm());
      add(series, legend, new Series(curve.arm(), cssClass, curve.points(), Double.NaN));
    }
    if (curves.isEmpty()) {
      return;
    }
    String title = title(measure) + ", " + explainer;
    Labels labels =
        new Labels(
            title + ": mean confidence against the share of pixels, " + names(series),
            measure.equals("insertion") ? "share of pixels shown" : "share of pixels removed",
            "confidence in the first answer");
    int students = curves.stream().mapToInt(Curve::replicates).max().orElse(0);
    String ground =
        Words.count(curves.get(0).examples(), "example")
            + "; students are means over "
            + Words.count(students, "seed")
            + "; bands are intervals of the mean";
    charts.add(
        Html.figure(title, LineChart.of(labels, series, 0, 1))
            .add(legend)
            .add(Element.of("p", "ground").text(ground)));
  }

  private static void add(List<Series> all, Element legend, Series series) {
    all.add(series);
    legend.add(Html.legendLine(series.cssClass(), series.label()));
  }

  private static String names(List<Series> series) {
    return "lines for " + Words.list(series.stream().map(Series::label).toList());
  }

  private List<Curve> curves(String measure, String explainer) {
    return input.pictures().curves().stream()
        .filter(c -> c.measure().equals(measure) && c.explainer().equals(explainer))
        .toList();
  }

  private boolean isTeacher(String arm) {
    return input.arms().stream().anyMatch(a -> a.name().equals(arm) && a.kind() == Kind.TEACHER);
  }

  private static String title(String measure) {
    return Character.toUpperCase(measure.charAt(0)) + measure.substring(1);
  }
}
