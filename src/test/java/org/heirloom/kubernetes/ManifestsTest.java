package org.heirloom.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every object of the chart and of {@code k8s}, by the schemas of those who read it. */
class ManifestsTest {
  private static final Path PLAIN = Path.of("k8s");

  @ParameterizedTest
  @EnumSource
  void objectsOfTheChartAreWhatKubernetesAndFlinkKnow(Chart.Profile profile) {
    List<JsonNode> objects = Chart.render(profile);

    assertThat(objects).hasSizeGreaterThan(10);
    objects.forEach(object -> assertThat(problems(object)).as(nameOf(object)).isEmpty());
  }

  @Test
  void plainManifestsAreWhatKubernetesAndFlinkKnow() throws IOException {
    Map<Path, List<JsonNode>> files = plain();

    assertThat(files).hasSizeGreaterThan(3);
    files.forEach(
        (file, objects) -> {
          assertThat(objects).as(file.toString()).isNotEmpty();
          objects.forEach(object -> assertThat(problems(object)).as(file.toString()).isEmpty());
        });
  }

  @ParameterizedTest
  @EnumSource
  void workflowsAreWhatArgoKnows(Chart.Profile profile) {
    requireArgo();

    for (JsonNode object : Chart.render(profile)) {
      if (isArgos(object)) {
        assertThat(Schemas.argo(object.get("kind").asText(), object)).as(nameOf(object)).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/spec, imagePullPolicies, 'IfNotPresent'",
    "/spec/flinkConfiguration, restart-strategy.fixed-delay.attempts, 20",
    "/spec/taskManager, resources, {}",
    "/spec/taskManager/podTemplate/spec, nodeSelectors, {}",
    "/spec/podTemplate/spec/containers/0/securityContext, readOnlyRootFileSystem, true",
    "/spec/podTemplate/spec/containers/0/env/0, valu, 'x'",
    "/spec/job, upgradeMode, 'sometimes'",
    "/spec/job, parallelism, 'two'",
    "/spec, flinkVersion, 'v2_99'",
  })
  void mistakesInAFlinkDeploymentAreFound(String where, String key, String value) {
    JsonNode deployment = Stages.of(Chart.Profile.DEFAULTS).get("teach").deployment();
    assertThat(Schemas.flink(deployment)).isEmpty();

    plant(deployment, where, key, value);

    assertThat(Schemas.flink(deployment)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NetworkPolicy, /spec, podSelektor, {}",
    "NetworkPolicy, /spec/ingress/1/ports/0, port, {}",
    "NetworkPolicy, '', apiVersion, 'networking.k8s.io/v1beta1'",
    "PodDisruptionBudget, /spec, maxUnavailble, 0",
    "Role, /rules/0, verb, []",
    "Role, /rules/0, verbs, 'get'",
    "ServiceAccount, '', automountServiceAccountToken, 'sometimes'",
    "ConfigMap, '', Data, {}",
    "RoleBinding, /subjects/0, nameSpace, 'x'",
  })
  void mistakesInKindsOfKubernetesAreFound(String kind, String where, String key, String value) {
    JsonNode object = Chart.kind(Chart.render(Chart.Profile.DEFAULTS), kind).get(0);
    assertThat(problems(object)).isEmpty();

    plant(object, where, key, value);

    assertThat(problems(object)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/spec, entryPoint, 'study'",
    "/spec/ttlStrategy, secondsAfterSuccess, 'long'",
    "/spec/templates/0/dag/tasks/0, dependsOn, []",
    "/spec/templates/1/resource, condition, 'x'",
    "/spec/templates/1/retryStrategy, retryPolicies, 'Always'",
    "/spec/templates/3/container, imagePullPolicies, 'x'",
    "/spec/arguments/parameters/0, values, 'x'",
  })
  void mistakesInAWorkflowAreFound(String where, String key, String value) {
    requireArgo();
    JsonNode workflow = Chart.kind(Chart.render(Chart.Profile.CPU), "WorkflowTemplate").get(0);
    assertThat(Schemas.argo("WorkflowTemplate", workflow)).isEmpty();

    plant(workflow, where, key, value);

    assertThat(Schemas.argo("WorkflowTemplate", workflow)).isNotEmpty();
  }

  static void requireArgo() {
    assumeTrue(
        Schemas.hasArgo(),
        "Argo's schema is in no registry; name its file with -D" + Schemas.ARGO_PROPERTY);
  }

  /** Problems of an object and of those inside it; Argo's own are another test's. */
  private static List<String> problems(JsonNode object) {
    if (object.path("kind").asText().equals("FlinkDeployment")) {
      return Schemas.flink(object);
    }
    if (object.path("apiVersion").asText().startsWith("monitoring.coreos.com/")) {
      return List.of(); // MonitoringTest looks at them; promtool knows the rules in them.
    }
    if (!isArgos(object)) {
      return BuiltIn.problems(object);
    }
    List<String> problems = new ArrayList<>();
    object
        .findValues("manifest")
        .forEach(text -> problems.addAll(problems(Yaml.document(ArgoTags.fill(text.asText())))));
    return problems;
  }

  private static boolean isArgos(JsonNode object) {
    return object.path("apiVersion").asText().equals("argoproj.io/v1alpha1");
  }

  private static void plant(JsonNode object, String where, String key, String value) {
    ((ObjectNode) object.at(where)).set(key, Yaml.document("value: " + value).get("value"));
  }

  /** The documents of every file of {@code k8s}, but for what belongs to the image. */
  static Map<Path, List<JsonNode>> plain() throws IOException {
    Map<Path, List<JsonNode>> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(PLAIN)) {
      paths
          .filter(path -> path.toString().endsWith(".yaml"))
          .filter(path -> !path.startsWith(PLAIN.resolve("image")))
          .forEach(path -> files.put(path, Yaml.documents(Yaml.read(path))));
    }
    return files;
  }

  private static String nameOf(JsonNode object) {
    return object.path("kind").asText() + " " + object.at("/metadata/name").asText();
  }
}
