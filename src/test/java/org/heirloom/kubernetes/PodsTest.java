package org.heirloom.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What pods may do, what they may ask, and whether what they mount is there. */
class PodsTest {

  @ParameterizedTest
  @EnumSource
  void podsKeepToTheRestrictedProfile(Chart.Profile profile) {
    List<JsonNode> objects = Chart.render(profile);
    JsonNode workflow = Stages.workflow(objects);

    assertRestrictedPod(workflow.at("/spec/securityContext"));
    for (String command : List.of("check", "gate")) {
      JsonNode template = WorkflowTest.template(workflow, command);
      assertRestricted(template.get("container"));
      assertThat(template.at("/container/securityContext/readOnlyRootFilesystem").asBoolean())
          .isTrue();
      JsonNode patch = Yaml.document(template.get("podSpecPatch").asText());
      assertThat(patch.at("/initContainers/0/name").asText()).isEqualTo("init");
      assertThat(patch.at("/containers/0/name").asText()).isEqualTo("wait");
      assertRestricted(patch.at("/initContainers/0"));
      assertRestricted(patch.at("/containers/0"));
    }
    for (Stages stage : Stages.of(objects).values()) {
      JsonNode spec = stage.deployment().at("/spec/podTemplate/spec");
      assertRestrictedPod(spec.get("securityContext"));
      assertRestricted(spec.at("/containers/0"));
      assertThat(spec.at("/containers/0/securityContext/readOnlyRootFilesystem").asBoolean())
          .isTrue();
    }
    objects.forEach(
        object ->
            assertThat(object.findValuesAsText("hostPath"))
                .as("volumes of the profile are of few kinds")
                .isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void whatPodsMountIsThereAndOnlyWhatIsTheirsCanBeWritten(Chart.Profile profile) {
    List<JsonNode> objects = Chart.render(profile);
    for (JsonNode pod : pods(objects)) {
      Map<String, JsonNode> volumes = new TreeMap<>();
      pod.get("volumes").forEach(v -> volumes.put(v.get("name").asText(), v));
      Set<String> mounted = new HashSet<>();
      for (JsonNode mount : pod.at("/container/volumeMounts")) {
        String name = mount.get("name").asText();
        mounted.add(name);
        assertThat(volumes).containsKey(name);
        boolean written = Set.of("tmp", "log", "location").contains(name);
        assertThat(mount.path("readOnly").asBoolean()).as(name).isEqualTo(!written);
      }
      assertThat(mounted).isEqualTo(volumes.keySet());
      String pipeline = volumes.get("pipeline").at("/configMap/name").asText();
      assertThat(Chart.named(objects, "ConfigMap", pipeline).get("data").has("pipeline.yaml"))
          .isTrue();
      assertThat(volumes.get("study").at("/configMap/name").asText())
          .isEqualTo(
              "{{=workflow.parameters.text == '' ? workflow.parameters.study : workflow.name}}");
    }
    String study = Stages.workflow(objects).at("/spec/arguments/parameters/0/value").asText();
    assertThat(Chart.named(objects, "ConfigMap", study).get("data").has("study.yaml")).isTrue();
    JsonNode text =
        Yaml.document(
            ArgoTags.fill(
                WorkflowTest.template(Stages.workflow(objects), "text")
                    .at("/resource/manifest")
                    .asText()));
    assertThat(text.get("binaryData").has("study.yaml")).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void accountsThatPodsRunAsAreThere(Chart.Profile profile) {
    List<JsonNode> objects = Chart.render(profile);
    Set<String> accounts = names(objects, "ServiceAccount");
    Set<String> used = new HashSet<>();
    Stages.workflow(objects).findValuesAsText("serviceAccountName").forEach(used::add);
    for (Stages stage : Stages.of(objects).values()) {
      used.add(stage.deployment().at("/spec/serviceAccount").asText());
      used.add(stage.setting("kubernetes.taskmanager.service-account"));
    }
    used.add("heirloom-ci");

    assertThat(used).isEqualTo(accounts);
    for (JsonNode binding : Chart.kind(objects, "RoleBinding")) {
      assertThat(names(objects, "Role")).contains(binding.at("/roleRef/name").asText());
      assertThat(accounts).contains(binding.at("/subjects/0/name").asText());
      assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo(Chart.NAMESPACE);
    }
  }

  @Test
  void accountsMayDoWhatTheirWorkNeedsAndNoMore() {
    Map<String, Set<String>> rights = new TreeMap<>();
    for (JsonNode role : Chart.kind(Chart.render(Chart.Profile.DEFAULTS), "Role")) {
      Set<String> granted = new HashSet<>();
      for (JsonNode rule : role.get("rules")) {
        for (String resource : Stages.texts(rule.get("resources"))) {
          Stages.texts(rule.get("verbs")).forEach(verb -> granted.add(verb + " " + resource));
        }
      }
      rights.put(role.at("/metadata/name").asText(), granted);
    }

    assertThat(rights)
        .containsOnlyKeys(
            "heirloom-check", "heirloom-ci", "heirloom-jobmanager", "heirloom-workflow");
    assertThat(rights.get("heirloom-check"))
        .containsExactlyInAnyOrder("create workflowtaskresults", "patch workflowtaskresults");
    assertThat(rights.get("heirloom-jobmanager"))
        .containsExactlyInAnyOrder(
            "create pods", "delete pods", "get pods", "list pods", "watch pods", "get deployments");
    assertThat(rights.get("heirloom-workflow"))
        .contains("create flinkdeployments", "delete flinkdeployments", "create configmaps")
        .noneMatch(right -> right.contains("pods") || right.contains("secrets"));
    assertThat(rights.get("heirloom-ci"))
        .contains("create workflows", "get pods/log")
        .noneMatch(right -> right.contains("delete") || right.contains("flink"));
    assertThat(rights.values().toString()).doesNotContain("*").doesNotContain("secrets");
  }

  @Test
  void identityGoesToPodsThatReadAndWriteTheStoreAlone() {
    List<JsonNode> objects = Chart.render(Chart.Profile.EVERYTHING);

    for (JsonNode account : Chart.kind(objects, "ServiceAccount")) {
      String name = account.at("/metadata/name").asText();
      assertThat(account.at("/metadata/annotations").has("iam.gke.io/gcp-service-account"))
          .as(name)
          .isEqualTo(name.matches("heirloom-(jobmanager|worker|check)"));
    }
    JsonNode worker = Chart.named(objects, "ServiceAccount", "heirloom-worker");
    assertThat(worker.get("automountServiceAccountToken").asBoolean(true)).isFalse();
  }

  @Test
  void policiesAndBudgetsMeetThePodsThatTheyAreFor() {
    List<JsonNode> objects = Chart.render(Chart.Profile.DEFAULTS);
    JsonNode selector =
        Chart.named(objects, "NetworkPolicy", "heirloom").at("/spec/podSelector/matchLabels");
    JsonNode budget =
        Chart.kind(objects, "PodDisruptionBudget").get(0).at("/spec/selector/matchLabels");

    List<JsonNode> labels = new ArrayList<>();
    labels.add(Stages.workflow(objects).at("/spec/podMetadata/labels"));
    Stages.of(objects)
        .values()
        .forEach(stage -> labels.add(stage.deployment().at("/spec/podTemplate/metadata/labels")));
    for (JsonNode pod : labels) {
      selector
          .fields()
          .forEachRemaining(
              label -> {
                assertThat(pod.get(label.getKey())).isEqualTo(label.getValue());
                assertThat(budget.get(label.getKey())).isEqualTo(label.getValue());
              });
    }
    assertThat(budget.get("component").asText()).as("set by Flink").isEqualTo("jobmanager");
  }

  /** The pod specifications of the chart: of what runs beside the stages, and of the stages. */
  private static List<JsonNode> pods(List<JsonNode> objects) {
    List<JsonNode> pods = new ArrayList<>();
    for (String command : List.of("check", "gate")) {
      pods.add(WorkflowTest.template(Stages.workflow(objects), command));
    }
    for (Stages stage : Stages.of(objects).values()) {
      JsonNode spec = stage.deployment().at("/spec/podTemplate/spec");
      ((com.fasterxml.jackson.databind.node.ObjectNode) spec)
          .set("container", spec.at("/containers/0"));
      pods.add(spec);
    }
    return pods;
  }

  static void assertRestrictedPod(JsonNode security) {
    assertThat(security.get("runAsNonRoot").asBoolean()).isTrue();
    assertThat(security.get("runAsUser").asInt()).isPositive();
    assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
  }

  static void assertRestricted(JsonNode container) {
    JsonNode security = container.get("securityContext");
    assertThat(security.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(Stages.texts(security.at("/capabilities/drop"))).containsExactly("ALL");
    assertThat(security.path("privileged").asBoolean()).isFalse();
  }

  private static Set<String> names(List<JsonNode> objects, String kind) {
    Set<String> names = new HashSet<>();
    Chart.kind(objects, kind).forEach(o -> names.add(o.at("/metadata/name").asText()));
    return names;
  }
}
