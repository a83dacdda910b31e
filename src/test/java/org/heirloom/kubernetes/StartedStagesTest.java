package org.heirloom.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heirloom.beam.BeamExecutor;
import org.heirloom.beam.Spread;
import org.heirloom.cli.TestShell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arguments in the chart, given to the program in a folder where everything is mounted. */
class StartedStagesTest {
  @TempDir Path root;
  private List<JsonNode> objects;

  /** Renders the chart with a folder of this machine as its volume. */
  @BeforeEach
  void render() {
    objects =
        Chart.render(Chart.Profile.CPU, Map.of("location", root.resolve("volume").toString()));
  }

  @Test
  void argumentsOfAStageStartThatStageAndNoOther() throws IOException {
    TestShell shell = new TestShell(NamedStages.class);
    List<String> done = new ArrayList<>();
    for (Map.Entry<String, Stages> stage : Stages.of(objects).entrySet()) {
      List<String> args = mounted(stage.getValue().deployment(), stage.getValue().args());
      assertThat(args).endsWith("--flink-master", "[auto]");

      assertThat(shell.run(args.toArray(String[]::new))).as(shell.err()).isZero();

      done.add(stage.getKey());
      assertThat(made()).containsExactlyInAnyOrderElementsOf(done);
    }
    assertThat(done).hasSize(9);
  }

  @Test
  void argumentsOfAStageThatComesTooEarlyFail() throws IOException {
    TestShell shell = new TestShell(NamedStages.class);
    Stages teach = Stages.of(objects).get("teach");

    assertThat(shell.run(mounted(teach.deployment(), teach.args()).toArray(String[]::new)))
        .isEqualTo(3);
    assertThat(shell.err()).contains("no output for this study").contains("Run it first.");
  }

  @Test
  void realStageStartsOnFlinkWithThem() throws IOException {
    TestShell shell =
        new TestShell(org.heirloom.chain.Stages.class, spread -> new BeamExecutor(Spread.EMBEDDED));
    Stages examples = Stages.of(objects).get("examples");
    List<String> args = mounted(examples.deployment(), examples.args());
    Files.copy(
        Path.of("configs", "tiny.yaml"),
        root.resolve("etc/heirloom/study/study.yaml"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(shell.run(args.toArray(String[]::new))).as(shell.err()).isZero();

    assertThat(made()).containsExactly("examples");
    assertThat(shell.err()).contains("examples: done");
  }

  @Test
  void checkPlansAndGateBringsTheReport() throws IOException {
    JsonNode workflow = Stages.workflow(objects);
    TestShell shell = new TestShell(NamedStages.class);
    JsonNode check = WorkflowTest.template(workflow, "check");

    assertThat(shell.run(args(check))).as(shell.err()).isZero();
    assertThat(shell.out().lines())
        .hasSize(9)
        .allMatch(line -> line.endsWith("  run    no output yet"));

    JsonNode gate = WorkflowTest.template(workflow, "gate");
    assertThat(Stages.texts(gate.at("/container/args")))
        .endsWith("--out", root.resolve("volume") + "/reports/{{workflow.name}}");
    assertThat(Stages.texts(gate.at("/container/command")))
        .containsExactly("/opt/heirloom/bin/heirloom");
  }

  private String[] args(JsonNode template) throws IOException {
    return mounted(template, Stages.texts(template.at("/container/args"))).toArray(String[]::new);
  }

  /** Names of the stages with an output in the volume's store. */
  private List<String> made() throws IOException {
    try (Stream<Path> paths = Files.walk(root.resolve("volume/store"))) {
      return paths
          .filter(path -> path.endsWith("stage.json"))
          .map(path -> root.resolve("volume/store").relativize(path).getName(0).toString())
          .toList();
    }
  }

  /** Lays the ConfigMaps that a pod mounts where it mounts them, below the folder of the test. */
  private List<String> mounted(JsonNode pod, List<String> args) throws IOException {
    JsonNode spec = pod.has("container") ? pod : pod.at("/spec/podTemplate/spec");
    JsonNode container = pod.has("container") ? pod.get("container") : spec.at("/containers/0");
    for (JsonNode mount : container.get("volumeMounts")) {
      for (JsonNode volume : spec.get("volumes")) {
        if (volume.get("name").equals(mount.get("name")) && volume.has("configMap")) {
          lay(volume.at("/configMap/name").asText(), mount.get("mountPath").asText());
        }
      }
    }
    List<String> here = new ArrayList<>();
    for (String arg : args) {
      here.add(arg.startsWith("/etc/heirloom/") ? root + arg : arg);
    }
    return here;
  }

  private void lay(String name, String path) throws IOException {
    JsonNode parameters = Stages.workflow(objects).at("/spec/arguments/parameters");
    String real = name.startsWith("{{=") ? parameters.at("/0/value").asText() : name;
    Path folder = Files.createDirectories(Path.of(root + path));
    JsonNode data = Chart.named(objects, "ConfigMap", real).get("data");
    for (String file : (Iterable<String>) data::fieldNames) {
      Files.writeString(folder.resolve(file), data.get(file).asText());
    }
  }
}
