package org.heirloom.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.heirloom.stage.Pipeline;
import org.heirloom.stage.PipelineReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a schema does not see: whether everything that the workflow names is there. */
class WorkflowTest {
  private static final Set<String> ARGOS = Set.of("workflow.name");

  @ParameterizedTest
  @ValueSource(strings = {"audit", "train"})
  void graphIsThatOfThePipelineFile(String name) {
    Pipeline pipeline = PipelineReader.read(Path.of("pipelines", name + ".yaml"));
    List<JsonNode> objects = Chart.render(Chart.Profile.GKE, Map.of("pipeline.name", name));
    List<String> expected = new ArrayList<>(List.of("text", "find", "check"));
    pipeline.stages().forEach(step -> expected.add(step.stage()));
    expected.add("gate");

    JsonNode tasks = template(Stages.workflow(objects), "study").at("/dag/tasks");

    assertThat(tasks.findValuesAsText("name")).isEqualTo(expected);
    assertThat(tasks.findValuesAsText("template")).isEqualTo(expected);
    assertThat(Stages.texts(tasks.get(2).get("dependencies"))).containsExactly("text", "find");
    for (int i = 3; i < tasks.size(); i++) {
      assertThat(Stages.texts(tasks.get(i).get("dependencies")))
          .containsExactly(expected.get(i - 1));
    }
    assertThat(Stages.of(objects).keySet())
        .containsExactlyElementsOf(pipeline.stages().stream().map(Pipeline.Step::stage).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit", "train"})
  void workersAreThoseOfThePipelineFile(String name) {
    Pipeline pipeline = PipelineReader.read(Path.of("pipelines", name + ".yaml"));
    Map<String, Stages> stages =
        Stages.of(Chart.render(Chart.Profile.EVERYTHING, Map.of("pipeline.name", name)));

    for (Pipeline.Step step : pipeline.stages()) {
      Stages stage = stages.get(step.stage());
      JsonNode spec = stage.deployment().get("spec");
      boolean gpu = step.pool().equals("gpu");
      assertThat(spec.at("/taskManager/resource/cpu").asDouble()).isEqualTo(step.cpus());
      assertThat(spec.at("/taskManager/resource/memory").asText())
          .isEqualTo(stage.setting("taskmanager.memory.process.size"))
          .isEqualTo(Integer.parseInt(step.memory().replace("Gi", "")) * 1024 + "m");
      assertThat(spec.at("/job/parallelism").asInt()).isEqualTo(step.parallelism());
      assertThat(spec.at("/taskManager/podTemplate/spec/nodeSelector/pool").asText())
          .isEqualTo(step.pool());
      assertThat(stage.setting("external-resource.gpu.amount")).isEqualTo(gpu ? "2" : "");
      assertThat(spec.at("/image").asText())
          .isEqualTo(gpu ? "registry.example/heirloom-gpu:1" : "heirloom@" + digest());
      assertThat(stage.args()).startsWith("stage", step.stage());
    }
  }

  @Test
  void everyPodOfOursHasTheSettingsOfTheValues() {
    List<JsonNode> objects = Chart.render(Chart.Profile.EVERYTHING);
    List<JsonNode> environments = new ArrayList<>(Stages.workflow(objects).findValues("env"));
    Stages.of(objects)
        .values()
        .forEach(stage -> environments.addAll(stage.deployment().findValues("env")));

    assertThat(environments)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            environment ->
                assertThat(environment.toString())
                    .contains(
                        "{\"name\":\"HEIRLOOM_CHECKPOINT_SECONDS\",\"value\":\"999999\"}",
                        "{\"name\":\"HEIRLOOM_GCS_RETRY_SECONDS\",\"value\":\"600\"}"));
  }

  @Test
  void withoutGpusNoStageAsksForOne() {
    String text = Chart.text(Chart.Profile.CPU, Map.of());

    assertThat(text).doesNotContain("nvidia").doesNotContain("external-resource");
  }

  @ParameterizedTest
  @EnumSource
  void templatesThatAreNamedAreThere(Chart.Profile profile) {
    JsonNode spec = Stages.workflow(Chart.render(profile)).get("spec");
    Set<String> defined = new TreeSet<>();
    spec.get("templates").forEach(t -> assertThat(defined.add(t.get("name").asText())).isTrue());
    Set<String> named = new TreeSet<>(spec.findValuesAsText("template"));
    named.add(spec.get("entrypoint").asText());
    named.add(spec.get("onExit").asText());

    assertThat(named).isEqualTo(defined);
  }

  @ParameterizedTest
  @EnumSource
  void variablesThatAreNamedAreThere(Chart.Profile profile) {
    JsonNode spec = Stages.workflow(Chart.render(profile)).get("spec");
    Set<String> everywhere = new HashSet<>(ARGOS);
    parameters(spec.get("arguments")).forEach(p -> everywhere.add("workflow.parameters." + p));
    Map<String, Set<String>> inputs = new HashMap<>();
    for (JsonNode template : spec.get("templates")) {
      inputs.put(template.get("name").asText(), parameters(template.path("inputs")));
    }

    for (JsonNode template : spec.get("templates")) {
      Set<String> known = new HashSet<>(everywhere);
      inputs.get(template.get("name").asText()).forEach(p -> known.add("inputs.parameters." + p));
      assertThat(known)
          .as(template.get("name").asText())
          .containsAll(ArgoTags.names(template.toString()));
      for (JsonNode call : calls(template)) {
        assertThat(parameters(call.path("arguments")))
            .as("what %s is given", call.get("template"))
            .isEqualTo(inputs.get(call.get("template").asText()));
      }
    }
    assertThat(ArgoTags.names(spec.toString())).contains("inputs.parameters.selector");
  }

  @Test
  void variableThatIsNotThereWouldBeSeen() {
    assertThat(
            ArgoTags.names("a {{workflow.nmae}} {{=steps.run.id == '' ? inputs.parameters.x : 1}}"))
        .containsExactly("inputs.parameters.x", "steps.run.id", "workflow.nmae");
  }

  @Test
  void nightlyStudiesGiveParametersThatTheWorkflowHas() {
    List<JsonNode> objects = Chart.render(Chart.Profile.EVERYTHING);
    Set<String> known = parameters(Stages.workflow(objects).at("/spec/arguments"));
    List<JsonNode> nightly = Chart.kind(objects, "CronWorkflow");

    assertThat(nightly).hasSize(2);
    for (JsonNode cron : nightly) {
      JsonNode spec = cron.at("/spec/workflowSpec");
      assertThat(spec.at("/workflowTemplateRef/name").asText()).isEqualTo(Chart.RELEASE);
      assertThat(known).containsAll(parameters(spec.get("arguments")));
      String study = spec.at("/arguments/parameters/0/value").asText();
      assertThat(Chart.named(objects, "ConfigMap", study).at("/data/study.yaml").asText())
          .isNotBlank();
    }
    assertThat(nightly.get(1).at("/spec/timezone").asText()).isEqualTo("Europe/Berlin");
    assertThat(nightly.get(1).at("/spec/suspend").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void nothingWaitsForEver(Chart.Profile profile) {
    JsonNode spec = Stages.workflow(Chart.render(profile)).get("spec");
    int whole = spec.get("activeDeadlineSeconds").asInt();

    for (JsonNode template : spec.get("templates")) {
      if (template.has("resource") || template.has("container")) {
        assertThat(template.path("activeDeadlineSeconds").isInt()).as("a number").isTrue();
        assertThat(template.get("activeDeadlineSeconds").asInt()).isBetween(60, whole);
      }
      if (template.has("steps") && !template.get("name").asText().equals("clear-study")) {
        assertThat(template.at("/retryStrategy/limit").asInt()).isPositive();
        assertThat(template.at("/retryStrategy/retryPolicy").asText()).isEqualTo("Always");
      }
    }
    for (Stages stage : Stages.of(profile).values()) {
      int pending = Integer.parseInt(stage.setting("slot.request.timeout")) / 1000;
      int restarts = Integer.parseInt(stage.setting("restart-strategy.fixed-delay.attempts"));
      assertThat((restarts + 1) * pending)
          .as("seconds that an attempt waits for workers that do not come")
          .isBetween(3600, 7200)
          .isLessThan(stage.run().get("activeDeadlineSeconds").asInt());
    }
  }

  @Test
  void applicationsGoWithTheirStageAndWithTheirWorkflow() {
    JsonNode workflow = Stages.workflow(Chart.render(Chart.Profile.DEFAULTS));

    Stages.of(Chart.Profile.DEFAULTS)
        .forEach(
            (name, stage) -> {
              JsonNode labels = stage.deployment().at("/metadata/labels");
              JsonNode steps = template(workflow, name).get("steps");
              assertThat(steps.findValuesAsText("template"))
                  .containsExactly("clear", "run-" + name, "clear");
              for (int step : new int[] {0, 2}) {
                String selector =
                    steps.get(step).get(0).at("/arguments/parameters/0/value").asText();
                assertThat(selector.split(","))
                    .allMatch(
                        term ->
                            labels.path(term.split("=")[0]).asText().equals(term.split("=")[1]));
              }
              assertThat(stage.run().at("/resource/setOwnerReference").asBoolean()).isTrue();
              assertThat(stage.run().at("/resource/action").asText()).isEqualTo("create");
              assertThat(stage.deployment().at("/metadata").has("name"))
                  .as("each attempt has a name of its own")
                  .isFalse();
            });
    assertThat(template(workflow, "clear-study").findValuesAsText("value"))
        .containsExactly("heirloom.org/workflow={{workflow.name}}");
  }

  private static String digest() {
    return "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  }

  static JsonNode template(JsonNode workflow, String name) {
    for (JsonNode template : workflow.at("/spec/templates")) {
      if (template.get("name").asText().equals(name)) {
        return template;
      }
    }
    throw new AssertionError("no template " + name);
  }

  private static Set<String> parameters(JsonNode arguments) {
    Set<String> names = new TreeSet<>();
    arguments.path("parameters").forEach(p -> names.add(p.get("name").asText()));
    return names;
  }

  private static List<JsonNode> calls(JsonNode template) {
    List<JsonNode> calls = new ArrayList<>();
    template.at("/dag/tasks").forEach(calls::add);
    template.path("steps").forEach(step -> step.forEach(calls::add));
    return calls;
  }
}
