package org.heirloom.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heirloom.metrics.SeriesCatalogue;
import org.heirloom.metrics.exposed.DebianPrograms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the chart brings for Prometheus and Grafana. */
class MonitoringTest {
  private static final Path RULES = Chart.FOLDER.resolve("rules/alerts.yaml");
  private static final Pattern OURS = Pattern.compile("heirloom_(?!org_)\\w+");

  @TempDir Path folder;

  @Test
  void rulesHoldBeforePromtoolInEveryCase() throws IOException, InterruptedException {
    Path cases = Path.of("src/test/resources/org/heirloom/kubernetes/alerts-test.yaml");
    Files.copy(RULES, folder.resolve("alerts.yaml"));
    Files.copy(cases, folder.resolve("alerts-test.yaml"));

    assertThat(DebianPrograms.promtool(folder, "check", "rules", "alerts.yaml"))
        .contains("SUCCESS: 7 rules found");
    assertThat(DebianPrograms.promtool(folder, "test", "rules", "alerts-test.yaml"))
        .contains("SUCCESS");
  }

  @Test
  void everyAlertHasAFiringAndASilentCaseAndALineOfRunbook() throws IOException {
    String cases =
        Files.readString(Path.of("src/test/resources/org/heirloom/kubernetes/alerts-test.yaml"));
    String runbook = Files.readString(Path.of("docs/alerts.md"));
    List<String> alerts = alerts();

    assertThat(alerts).hasSize(7);
    for (String alert : alerts) {
      assertThat(cases).contains("- alertname: " + alert + "\n");
      assertThat(cases).contains("- {alertname: " + alert + ", eval_time: ");
      assertThat(runbook).contains("id=\"" + anchor(alert) + "\"></a>" + alert + " | ");
    }
  }

  private static List<String> alerts() {
    List<String> alerts = new ArrayList<>();
    for (JsonNode rule : Yaml.document(Yaml.read(RULES)).at("/groups/0/rules")) {
      String alert = rule.path("alert").asText();
      alerts.add(alert);
      assertThat(rule.at("/annotations/runbook").asText())
          .isEqualTo("docs/alerts.md#" + anchor(alert));
    }
    return alerts;
  }

  private static String anchor(String alert) {
    return alert.toLowerCase(Locale.ROOT);
  }

  @Test
  void rulesAndDashboardsNameOnlySeriesOfTheCatalogue() throws IOException {
    List<String> texts = new ArrayList<>(List.of(Files.readString(RULES)));
    for (Path dashboard : Dashboards.files()) {
      texts.add(Files.readString(dashboard));
    }
    for (String text : texts) {
      Matcher names = OURS.matcher(text);
      while (names.find()) {
        assertThat(SeriesCatalogue.find(names.group())).as(names.group()).isPresent();
      }
    }
  }

  @Test
  void dashboardsAreWhatGrafanaLoads() throws IOException {
    assertThat(Dashboards.files()).hasSize(3);
    for (Path file : Dashboards.files()) {
      JsonNode dashboard = Yaml.MAPPER.readTree(file.toFile());
      assertThat(dashboard.path("uid").asText()).matches("heirloom-[a-z-]+");
      List<Integer> ids = new ArrayList<>();
      List<String> places = new ArrayList<>();
      for (JsonNode panel : dashboard.path("panels")) {
        ids.add(panel.path("id").asInt());
        JsonNode place = panel.path("gridPos");
        places.add(place.path("x") + " " + place.path("y"));
        assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
        if (!panel.path("type").asText().equals("row")) {
          assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
          assertThat(panel.path("targets")).isNotEmpty();
        }
      }
      assertThat(ids).doesNotHaveDuplicates();
      assertThat(places).doesNotHaveDuplicates();
    }
  }

  @Test
  void chartHandsRulesAndDashboardsOverAsTheyAre() throws IOException {
    List<JsonNode> objects = Chart.render(Chart.Profile.EVERYTHING);

    JsonNode rule = Chart.named(objects, "PrometheusRule", "heirloom");
    assertThat(rule.path("spec")).isEqualTo(Yaml.document(Yaml.read(RULES)));
    assertThat(rule.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
    for (Path file : Dashboards.files()) {
      String name = file.getFileName().toString();
      JsonNode map =
          Chart.named(objects, "ConfigMap", "heirloom-dashboard-" + name.replace(".json", ""));
      assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
      assertThat(Yaml.MAPPER.readTree(map.path("data").path(name).asText()))
          .isEqualTo(Yaml.MAPPER.readTree(file.toFile()));
    }
  }

  @Test
  void monitorReadsPortsThatPodsHave() {
    List<JsonNode> objects = Chart.render(Chart.Profile.EVERYTHING);
    JsonNode spec = Chart.named(objects, "PodMonitor", "heirloom").path("spec");
    JsonNode container =
        Stages.of(Chart.Profile.EVERYTHING)
            .get("teach")
            .deployment()
            .at("/spec/podTemplate/spec/containers/0");

    List<String> ports = container.path("ports").findValuesAsText("name");
    assertThat(spec.path("podMetricsEndpoints").findValuesAsText("port"))
        .isNotEmpty()
        .allMatch(ports::contains);
    assertThat(spec.at("/selector/matchLabels").toString())
        .isEqualTo(
            "{\"app.kubernetes.io/name\":\"heirloom\",\"app.kubernetes.io/instance\":\"heirloom\"}");
    assertThat(container.path("env").toString())
        .contains("{\"name\":\"HEIRLOOM_METRICS\",\"value\":\"0.0.0.0:9400\"}");
  }

  @Test
  void withoutMetricsNothingListens() {
    JsonNode container =
        Stages.of(Chart.render(Chart.Profile.DEFAULTS, Map.of("monitoring.metrics", false)))
            .get("teach")
            .deployment()
            .at("/spec/podTemplate/spec/containers/0");

    assertThat(container.path("ports").isMissingNode()).isTrue();
    assertThat(container.path("env").toString()).doesNotContain("HEIRLOOM_METRICS");
  }

  @Test
  void gatePublishesWhereThatIsAskedForAndMayReachIt() {
    List<JsonNode> objects = Chart.render(Chart.Profile.EVERYTHING);

    assertThat(Chart.kind(objects, "WorkflowTemplate").get(0).toString())
        .contains("\"--pushgateway\",\"http://pushgateway.monitoring:9091\"");
    assertThat(Chart.kind(objects, "NetworkPolicy").get(0).at("/spec/egress").toString())
        .contains("{\"protocol\":\"TCP\",\"port\":9091}");
    assertThat(Chart.kind(Chart.render(Chart.Profile.DEFAULTS), "WorkflowTemplate").toString())
        .doesNotContain("pushgateway");
  }
}
