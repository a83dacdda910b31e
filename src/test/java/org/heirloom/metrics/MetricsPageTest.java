package org.heirloom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.heirloom.metrics.Series.Label;
import org.heirloom.metrics.Series.Origin;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/metrics.md} is drawn from the catalogues, so that it cannot say anything else.
 *
 * <p>With {@code -Dheirloom.write=true} it is written anew.
 */
class MetricsPageTest {
  private static final Path PAGE = Path.of("docs/metrics.md");

  private static final String HEAD =
      """
      # Metrics

      Drawn from the program's own catalogues; `heirloom explain NAME` prints an entry, `heirloom list metrics` and
      `heirloom list series` their names.

      """;

  @Test
  void pageIsWhatTheCataloguesSay() throws IOException {
    if (Boolean.getBoolean("heirloom.write")) {
      Files.writeString(PAGE, page());
    }

    assertThat(PAGE)
        .as("write it anew: mvn test -Dtest=MetricsPageTest -Dheirloom.write=true")
        .exists()
        .hasContent(page());
  }

  private static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("## What Prometheus is told\n\n");
    series(page, "### While processes run", Origin.LIVE);
    series(page, "### Of studies that are done", Origin.RESULT);
    page.append("## What studies measure\n");
    for (Family family : Family.values()) {
      metrics(page, family);
    }
    return page.toString();
  }

  private static void series(StringBuilder page, String title, Origin origin) {
    page.append(title)
        .append("\n\n| name | kind, unit | labels | meaning | better | distrust it |\n");
    page.append("|---|---|---|---|---|---|\n");
    SeriesCatalogue.all().stream()
        .filter(series -> series.origin() == origin)
        .forEach(
            series ->
                row(
                    page,
                    "`" + series.name() + "`",
                    series.kind().word() + ", " + series.unit(),
                    labels(series.labels()),
                    series.meaning(),
                    series.direction().words().replaceFirst(" is better", ""),
                    series.distrust()));
    page.append('\n');
  }

  private static String labels(List<Label> labels) {
    return labels.stream()
        .map(
            label ->
                label.values().size() > 10
                    ? "`%s`: %s".formatted(label.name(), label.meaning())
                    : "`%s`: %s%s"
                        .formatted(
                            label.name(),
                            label.meaning(),
                            label.values().isEmpty()
                                ? ""
                                : " (" + String.join(", ", label.values()) + ")"))
        .collect(Collectors.joining("; "));
  }

  private static void metrics(StringBuilder page, Family family) {
    page.append("\n### ").append(family.title()).append(": ").append(family.question());
    page.append("\n\n| name | meaning | formula | unit | better | source | distrust it |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    MetricCatalogue.all().stream()
        .filter(metric -> metric.family() == family)
        .forEach(
            metric ->
                row(
                    page,
                    "`" + metric.name() + "`",
                    metric.words().meaning(),
                    metric.words().formula(),
                    metric.scale().unit() + ", " + metric.scale().range(),
                    metric.direction().words().replaceFirst(" is better", ""),
                    metric.words().paper(),
                    metric.words().distrust()));
  }

  private static void row(StringBuilder page, String... cells) {
    for (String cell : cells) {
      page.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    page.append("|\n");
  }
}
