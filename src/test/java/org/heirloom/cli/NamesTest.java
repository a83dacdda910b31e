package org.heirloom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heirloom.metrics.Metric;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.metrics.Series;
import org.heirloom.metrics.SeriesCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands print that only tell. */
class NamesTest {
  @TempDir Path folder;
  private final TestShell shell = new TestShell(NoStages.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "objectives",
        "controls",
        "probes",
        "explainers",
        "measures",
        "architectures",
        "datasets",
        "metrics",
        "series",
        "layers",
        "poolings",
        "classifiers",
        "representations",
        "sensitivities"
      })
  void everyKindIsListedOneNameALine(String kind) {
    assertThat(shell.run("list", kind)).isZero();
    assertThat(shell.out().lines()).isNotEmpty().allMatch(line -> line.matches("\\S+  +\\S.*"));
  }

  @Test
  void namesAreListedWithTheirMeaning() {
    shell.run("list", "optimizers");

    assertThat(shell.out())
        .isEqualTo(
            """
            momentum  stochastic gradient descent with Nesterov momentum
            adam      Adam (Kingma and Ba 2015)
            """);
  }

  @Test
  void everyMetricIsExplained() {
    for (Metric metric : MetricCatalogue.all()) {
      assertThat(shell.run("explain", metric.name())).isZero();
      assertThat(shell.out()).startsWith(metric.name() + ": ").contains("\ndirection: ");
    }
  }

  @Test
  void everySeriesOfPrometheusIsExplained() {
    for (Series series : SeriesCatalogue.all()) {
      assertThat(shell.run("explain", series.name())).isZero();
      assertThat(shell.out()).startsWith(series.name() + ": ").contains("\ndistrust it: ");
    }
    assertThat(shell.run("explain", "heirloom_retentoin")).isEqualTo(2);
    assertThat(shell.err()).contains("Did you mean \"heirloom_retention\"?");
  }

  @Test
  void theEffectiveStudyIsPrintedAsAFileThatLoadsAgain() throws IOException {
    Path study = Files.writeString(folder.resolve("study.yaml"), "name: small\n");
    shell.run("plan", "--effective", study.toString(), "--set", "sample.train=700");
    String effective = shell.out();
    Files.writeString(study, effective);

    assertThat(shell.run("plan", "--effective", study.toString())).isZero();
    assertThat(shell.out()).isEqualTo(effective).contains("\n  train: 700\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run", "plan", "stage", "verify", "list", "explain", "concepts", "metrics"})
  void everyCommandHasHelpAndVersion(String command) {
    assertThat(shell.run(command, "--help")).isZero();
    assertThat(shell.out()).startsWith("Usage: heirloom " + command + " ");
    assertThat(shell.run(command, "--version")).isZero();
    assertThat(shell.out()).matches("heirloom [0-9.]+(-SNAPSHOT)?\nJava 1?[0-9][\\s\\S]*");
  }

  @Test
  void theHelpNamesTheExitCodes() {
    assertThat(shell.run("--help")).isZero();
    assertThat(shell.out()).contains("70   a bug in heirloom");
  }
}
