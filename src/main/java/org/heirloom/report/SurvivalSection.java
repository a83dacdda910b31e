package org.heirloom.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.report.LineChart.Labels;
import org.heirloom.report.LineChart.Series;
import org.heirloom.report.Trust.Errors;
import org.heirloom.report.Trust.Survival;

/** What is left of predictions, agreement and maps when images go bad. */
final class SurvivalSection {
  private static final String CORRUPTIONS = "corruptions";

  private SurvivalSection() {}

  static Element of(ReportInput input) {
    Element section =
        Html.section(
            "survival",
            "What survives bad images?",
            "Noise, blur, weather and compression at rising severity, and changes too small to see that are made "
                + "against each network by its own gradients (transfer: against its teacher’s). Severity 0 is the image "
                + "itself. A student may answer as its teacher does on clean images and not on bad ones.");
    Trust trust = input.pictures().trust();
    if (trust.survivals().isEmpty()) {
      return section.add(
          Element.of("p", "none").text("This study corrupts and attacks no images."));
    }
    Map<String, List<Survival>> charts = new LinkedHashMap<>();
    trust
        .survivals()
        .forEach(
            s ->
                charts
                    .computeIfAbsent(
                        s.metric() + "/" + s.threat() + "/" + s.explainer(), k -> new ArrayList<>())
                    .add(s));
    Element all = Element.of("div", "charts");
    charts.values().stream()
        .filter(lines -> lines.get(0).points().size() > 1)
        .forEach(lines -> all.add(chart(input, lines)));
    section.add(all);
    List<Survival> single =
        charts.values().stream()
            .filter(lines -> lines.get(0).points().size() == 1)
            .flatMap(List::stream)
            .toList();
    if (!single.isEmpty()) {
      section.add(maps(single));
    }
    return trust.errors().isEmpty() ? section : section.add(errors(trust.errors()));
  }

  private static Element chart(ReportInput input, List<Survival> lines) {
    Survival first = lines.get(0);
    boolean corrupted = first.threat().equals(CORRUPTIONS);
    String measured = MetricCatalogue.get(first.metric()).title().replace(" by severity", "");
    String title =
        "%s, %s%s"
            .formatted(
                Character.toUpperCase(measured.charAt(0)) + measured.substring(1),
                corrupted ? "mean over corruptions" : first.threat(),
                first.explainer().isEmpty() ? "" : ", " + first.explainer());
    List<Series> series = new ArrayList<>();
    Element legend = Element.of("ul", "legend");
    for (Survival line : lines) {
      Series drawn =
          new Series(
              line.arm(), Words.armClass(input.arms(), line.arm()), line.points(), Double.NaN);
      series.add(drawn);
      legend.add(Html.legendLine(drawn.cssClass(), drawn.label()));
    }
    Labels labels =
        new Labels(
            title + ": lines for " + Words.list(series.stream().map(Series::label).toList()),
            corrupted ? "severity" : "largest change ε of a value, in 1/255",
            measured.length() > 34 ? "value" : measured);
    // Correlations of maps may be negative, shares may not.
    boolean share = MetricCatalogue.get(first.metric()).scale().isShare();
    Element drawing = share ? LineChart.of(labels, series, 0, 1) : LineChart.of(labels, series);
    return Html.figure(title, drawing)
        .add(legend)
        .add(Element.of("p", "ground").text("bands are intervals of the mean"));
  }

  /** Where one severity was measured, a table says it better than a chart. */
  private static Element maps(List<Survival> single) {
    Element body = Element.of("tbody");
    for (Survival s : single) {
      ReportInput.Point point = s.points().get(0);
      body.add(
          Html.row(
              MetricCatalogue.get(s.metric()).title().replace(" by severity", ""),
              List.of(
                  s.explainer().isEmpty() ? Numbers.UNDEFINED : s.explainer(),
                  s.arm(),
                  Numbers.setting(point.x()),
                  Numbers.plain(point.mean()),
                  Numbers.interval(
                      new org.heirloom.retain.Scorecard.Estimate(
                          point.mean(), point.low(), point.high()),
                      false))));
    }
    String caption = "Maps at one severity, mean over corruptions";
    Element table =
        Html.table(caption, List.of("Measured", "Explainer", "Arm", "Severity", "Mean", "Interval"))
            .add(body);
    return Element.of("figure").add("figcaption", caption).add(Html.scroll(caption, table));
  }

  private static Element errors(List<Errors> errors) {
    List<String> headings = new ArrayList<>(List.of("Images"));
    errors.forEach(e -> headings.add(e.arm()));
    Element body = Element.of("tbody");
    body.add(Html.row("clean", errors.stream().map(e -> Numbers.percent(e.clean())).toList()));
    List<String> corruptions = errors.get(0).corruptions();
    for (int c = 0; c < corruptions.size(); c++) {
      int at = c;
      body.add(
          Html.row(
              corruptions.get(c),
              errors.stream().map(e -> Numbers.percent(e.accuracies().get(at))).toList()));
    }
    body.add(
        Html.row(
            "mCE, label-only = 1", errors.stream().map(e -> Numbers.plain(e.mean())).toList()));
    body.add(
        Html.row(
            "relative mCE, label-only = 1",
            errors.stream().map(e -> Numbers.plain(e.relative())).toList()));
    String caption =
        "Accuracy by corruption, mean over severities, and errors as a share of the student’s without a teacher";
    Element table = Html.table(caption, headings).add(body);
    return Element.of("figure").add("figcaption", caption).add(Html.scroll(caption, table));
  }
}
