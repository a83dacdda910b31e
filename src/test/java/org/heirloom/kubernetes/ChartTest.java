package org.heirloom.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heirloom.chain.Stages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Helm says of the chart, and what a user is told who gives it wrong values. */
class ChartTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void chartPassesTheStrictLinterWithEveryProfile(Chart.Profile profile) throws IOException {
    Path chart = copy(profile);

    LintResult result = new Helm(chart).lint().strict().call();

    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }

  @Test
  void linterFindsAMistake() throws IOException {
    Path chart = copy(Chart.Profile.GKE);
    Files.writeString(chart.resolve("templates/odd.yaml"), "kind: {{ .Values.nothing.at.all }}\n");

    assertThat(new Helm(chart).lint().strict().call().isFailed()).isTrue();
  }

  @Test
  void filesInTheChartAreThoseOfTheInstallation() throws IOException {
    assertThat(texts(Chart.FOLDER.resolve("pipelines"))).isEqualTo(texts(Path.of("pipelines")));
    assertThat(Chart.FOLDER.resolve("studies/quickstart.yaml"))
        .hasSameTextualContentAs(Path.of("configs/quickstart.yaml"));
  }

  @Test
  void versionsAreThoseOfTheProject() {
    JsonNode chart = Yaml.document(Yaml.read(Chart.FOLDER.resolve("Chart.yaml")));
    String version = chart.get("appVersion").asText();

    assertThat(Yaml.read(Path.of("pom.xml"))).contains("<version>" + version + "</version>");
    assertThat(chart.get("version").asText()).isEqualTo(version);
  }

  @ParameterizedTest
  @CsvSource({
    "locations, x, locations",
    "location, s3://bucket/x, location",
    "location, relative/path, location",
    "pools.gpu.gpus, many, gpus",
    "pools.tpu.gpus, 1, tpu",
    "deadlines.stageSeconds, 5, stageSeconds",
    "image.digest, 0123, digest",
    "jobManager.memory, 1G, memory",
    "studies.Small, 'name: small', Small",
    "environment.heirloom_cache, x, heirloom_cache",
    "environment.HEIRLOOM_METRICS, 0, environment",
    "environment.HEIRLOOM_CHECKPOINT_SECONDS, 5m, HEIRLOOM_CHECKPOINT_SECONDS",
    "environment.HEIRLOOM_CHECKPOINT_SECONDS, 1000000, HEIRLOOM_CHECKPOINT_SECONDS",
    "networkPolicy.operatorNamespace, Flink, operatorNamespace",
  })
  void wrongValuesAreNamed(String key, String value, String named) {
    assertThatThrownBy(() -> Chart.render(Chart.Profile.GKE, Map.of(key, value)))
        .hasMessageContaining(named);
  }

  @Test
  void placeThatNobodyNamedIsAskedFor() {
    assertThatThrownBy(() -> Chart.render(Chart.Profile.GKE, Map.of("location", "")))
        .hasMessageContaining("location: missing. Expected gs://bucket/prefix");
  }

  @Test
  void wrongPipelinesAreNamed() {
    assertThatThrownBy(() -> Chart.render(Chart.Profile.GKE, Map.of("pipeline.name", "autid")))
        .hasMessageContaining("pipeline.name: no such pipeline. Got \"autid\"");
    String lean = "stages: [{stage: teach, pool: gpu, parallelism: 1, cpus: 1, memory: 700Mi}]";
    assertThatThrownBy(() -> withPipeline(lean))
        .hasMessageContaining("pipeline: stage teach has too little memory. Got 700Mi");
    String odd = "stages: [{stage: teach, pool: tpu, parallelism: 1, cpus: 1, memory: 4Gi}]";
    assertThatThrownBy(() -> withPipeline(odd))
        .hasMessageContaining("stage teach asks for pool \"tpu\"");
  }

  @Test
  void nightlyStudyThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () -> Chart.render(Chart.Profile.EVERYTHING, Map.of("nightly[0].study", "lost")))
        .hasMessageContaining("nightly: study \"lost\" of quick is not among the values' studies");
  }

  @Test
  void notesSayWhatToDoNext() throws IOException {
    Path chart = copy(Chart.Profile.DEFAULTS);
    String template = Yaml.read(chart.resolve("templates/NOTES.txt"));
    Files.writeString(
        chart.resolve("templates/notes.yaml"),
        "{{- define \"notes\" -}}"
            + template
            + "{{- end -}}\nnotes: {{ include \"notes\" . | quote }}\n");

    String text =
        new Helm(chart)
            .template()
            .withName("mine")
            .withNamespace("n")
            .withKubeVersion("1.31")
            .call();

    assertThat(
            Yaml.documents(text).stream()
                .map(d -> d.path("notes").asText())
                .reduce("", String::concat))
        .contains("argo submit -n n --from workflowtemplate/mine-heirloom --watch")
        .contains("gs://bucket/prefix/reports/<workflow>/index.html")
        .contains("kubectl create token -n n mine-heirloom-ci")
        .contains("Name the GPU variant: --set pools.gpu.image=");
  }

  @Test
  void longNamesOfReleasesStayShortEnoughForFlink() {
    String release = "a-release-with-a-name-that-is-far-too-long-for-flink";
    String text =
        new Helm(Chart.FOLDER)
            .template()
            .withName(release)
            .withKubeVersion("1.31")
            .set("location", "gs://bucket")
            .call();

    int longest =
        new Stages().stages().stream().mapToInt(s -> s.name().length()).max().orElseThrow();
    String name =
        Chart.kind(Yaml.documents(text), "WorkflowTemplate").get(0).at("/metadata/name").asText();
    assertThat(release).startsWith(name);
    assertThat(name.length() + 1 + longest + 1 + 5).isLessThanOrEqualTo(45);
  }

  private List<JsonNode> withPipeline(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("pipeline.yaml"), text);
    return Yaml.documents(
        new Helm(Chart.FOLDER)
            .template()
            .withKubeVersion("1.31")
            .set("location", "gs://bucket")
            .setFile("pipeline.text", file)
            .call());
  }

  /** The chart with a profile as its defaults, as the linter takes no others. */
  private Path copy(Chart.Profile profile) throws IOException {
    Path chart = folder.resolve("heirloom");
    try (Stream<Path> files = Files.walk(Chart.FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = chart.resolve(Chart.FOLDER.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode values = (ObjectNode) Yaml.document(Yaml.read(chart.resolve("values.yaml")));
    if (profile.file() != null) {
      merge(values, Yaml.document(Yaml.read(profile.file())));
    }
    profile.required().forEach(values::put);
    Files.writeString(chart.resolve("values.yaml"), mapper.writeValueAsString(values));
    return chart;
  }

  private static void merge(ObjectNode values, JsonNode over) {
    over.fieldNames()
        .forEachRemaining(
            key -> {
              if (over.get(key).isObject() && values.path(key).isObject()) {
                merge((ObjectNode) values.get(key), over.get(key));
              } else {
                values.set(key, over.get(key));
              }
            });
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> texts.put(file.getFileName().toString(), Yaml.read(file)));
    }
    return texts;
  }
}
