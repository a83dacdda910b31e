package org.heirloom.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.heirloom.StudyException;
import org.heirloom.metrics.Metric;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.metrics.Series;
import org.heirloom.metrics.SeriesCatalogue;
import org.heirloom.study.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heirloom explain METRIC}: what a number means, and when not to believe it. */
@Command(
    name = "explain",
    description =
        "Says what a metric measures, in which unit, which way is better, and its limits.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(
      paramLabel = "METRIC",
      description =
          "One of: heirloom list metrics, or what Prometheus is told: heirloom list series.")
  private String metric;

  ExplainCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    String explanation =
        MetricCatalogue.find(metric)
            .map(Metric::explanation)
            .or(() -> SeriesCatalogue.find(metric).map(Series::explanation))
            .orElseThrow(() -> unknown(metric));
    shell.out().print(explanation);
    return 0;
  }

  private static StudyException unknown(String metric) {
    List<String> known =
        metric.startsWith("heirloom_") ? SeriesCatalogue.names() : MetricCatalogue.names();
    return new StudyException(
        "explain: unknown metric. Got %s. %s"
            .formatted(Text.quote(metric), Text.suggestion(metric, known)));
  }
}
