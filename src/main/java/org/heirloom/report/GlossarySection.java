package org.heirloom.report;

import java.util.List;
import org.heirloom.metrics.Metric;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Scorecard;

/** Every metric of the scorecard explained, with when not to believe it. */
final class GlossarySection {
  private GlossarySection() {}

  static Element of(Scorecard scorecard) {
    Element section =
        Html.section("glossary", "What the metrics mean", "And when not to believe them.");
    List<Metric> metrics =
        MetricCatalogue.all().stream()
            .filter(m -> scorecard.scores().stream().anyMatch(s -> s.metric().equals(m.name())))
            .toList();
    if (metrics.isEmpty()) {
      return section.add(Element.of("p", "none").text("No metric was measured."));
    }
    Element list = Element.of("dl", "glossary");
    for (Metric metric : metrics) {
      list.add(
              Element.of("dt")
                  .set("id", Html.metricId(metric.name()))
                  .text(metric.name())
                  .add(Element.of("span", "question").text(metric.title())))
          .add(entry(metric));
    }
    return section.add(list);
  }

  private static Element entry(Metric metric) {
    String formula = "Computed as " + metric.words().formula() + ".";
    String unit =
        "Unit: %s, %s; %s."
            .formatted(metric.scale().unit(), metric.scale().range(), metric.direction().words());
    Element entry =
        Element.of("dd")
            .add("p", metric.words().meaning())
            .add(Element.of("p").add("b", "Distrust it ").text(metric.words().distrust()))
            .add(Element.of("p", "muted").text(formula + " " + unit));
    return metric.words().paper().isEmpty()
        ? entry
        : entry.add(Element.of("p", "muted").text("Source: " + metric.words().paper() + "."));
  }
}
