package org.heirloom.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The manifests for a cluster without Argo and without Helm are those of the chart.
 *
 * <p>With {@code -Dheirloom.write=true} they are written anew.
 */
class PlainManifestsTest {
  private static final Path FOLDER = Path.of("k8s", "plain");
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .build();
  private static final String RUN = "by-hand";
  private static final String STUDY = "heirloom-study";

  @Test
  void plainManifestsAreThoseOfTheChart() throws IOException {
    Map<String, String> expected = manifests();
    if (Boolean.getBoolean("heirloom.write")) {
      for (Map.Entry<String, String> file : expected.entrySet()) {
        Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
      }
    }

    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      files.forEach(file -> found.put(file.getFileName().toString(), Yaml.read(file)));
    }
    assertThat(found)
        .as("write them anew: mvn test -Dtest=PlainManifestsTest -Dheirloom.write=true")
        .isEqualTo(expected);
  }

  /** Texts of the files, by name. */
  private static Map<String, String> manifests() throws IOException {
    List<JsonNode> objects = Chart.render(Chart.Profile.CPU);
    Map<String, String> files = new TreeMap<>();
    StringBuilder base = new StringBuilder();
    for (JsonNode object : objects) {
      String name = object.at("/metadata/name").asText();
      boolean account =
          Set.of("ServiceAccount", "Role", "RoleBinding").contains(object.get("kind").asText())
              && name.matches("heirloom-(jobmanager|worker|check)");
      if (account || name.equals("heirloom-pipeline")) {
        base.append(base.isEmpty() ? "" : "---\n").append(text(object));
      }
    }
    files.put("base.yaml", "# Accounts, rights and the pipeline.\n" + base);
    int number = 1;
    for (Map.Entry<String, Stages> stage : Stages.of(objects).entrySet()) {
      files.put(
          "stage-%d-%s.yaml".formatted(number++, stage.getKey()),
          "# One stage of a study, as a Flink application.\n"
              + text(deployment(stage.getKey(), stage.getValue().deployment())));
    }
    files.put(
        "study.yaml",
        """
        # A whole study in one pod, without Flink's operator: what is complete already is reused, so that it also brings the
        # report of stages that ran by themselves.
        """
            + text(job(Stages.workflow(objects))));
    return files;
  }

  private static JsonNode deployment(String stage, JsonNode deployment) {
    ObjectNode copy = deployment.deepCopy();
    ObjectNode metadata = (ObjectNode) copy.get("metadata");
    metadata.remove("generateName");
    ObjectNode named = YAML.createObjectNode().put("name", "heirloom-" + stage);
    named.setAll(metadata);
    copy.set("metadata", named);
    return copy;
  }

  /** The pod that brings the report, with room for all stages. */
  private static JsonNode job(JsonNode workflow) {
    JsonNode gate = WorkflowTest.template(workflow, "gate");
    ObjectNode job = YAML.createObjectNode().put("apiVersion", "batch/v1").put("kind", "Job");
    job.putObject("metadata")
        .put("name", "heirloom-study")
        .set("labels", workflow.at("/spec/podMetadata/labels"));
    ObjectNode spec = job.putObject("spec");
    spec.put("backoffLimit", 2)
        .put("activeDeadlineSeconds", workflow.at("/spec/activeDeadlineSeconds").asInt())
        .put("ttlSecondsAfterFinished", 604800);
    // What the program says is final, but for a failure of the machine (4).
    ObjectNode rule = spec.putObject("podFailurePolicy").putArray("rules").addObject();
    rule.put("action", "FailJob");
    rule.putObject("onExitCodes")
        .put("operator", "In")
        .putArray("values")
        .add(1)
        .add(2)
        .add(3)
        .add(70);
    ObjectNode template = spec.putObject("template");
    template.putObject("metadata").set("labels", workflow.at("/spec/podMetadata/labels"));
    ObjectNode pod = template.putObject("spec");
    pod.put("restartPolicy", "Never")
        .put("serviceAccountName", gate.get("serviceAccountName").asText())
        .put("automountServiceAccountToken", false);
    pod.set("securityContext", workflow.at("/spec/securityContext"));
    ObjectNode container = gate.get("container").deepCopy();
    for (String kind : List.of("requests", "limits")) {
      ((ObjectNode) container.at("/resources/" + kind)).put("cpu", 2).put("memory", "4Gi");
    }
    // TensorFlow works in the same process and needs the rest.
    container.get("env").forEach(PlainManifestsTest::leaveRoom);
    ObjectNode named = YAML.createObjectNode().put("name", "heirloom");
    named.setAll(container);
    pod.putArray("containers").add(named);
    pod.set("volumes", gate.get("volumes"));
    return job;
  }

  private static void leaveRoom(JsonNode variable) {
    if (variable.get("name").asText().equals("HEIRLOOM_JAVA_OPTS")) {
      ((ObjectNode) variable).put("value", "-XX:MaxRAMPercentage=30");
    }
  }

  private static String text(JsonNode object) throws IOException {
    String filled =
        ArgoTags.fill(
            YAML.writeValueAsString(object),
            tag -> {
              if (tag.startsWith("=")) {
                return STUDY;
              }
              return tag.equals("workflow.name") ? RUN : "";
            });
    return YAML.writeValueAsString(Yaml.document(filled));
  }
}
