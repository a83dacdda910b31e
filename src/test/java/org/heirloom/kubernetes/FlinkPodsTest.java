package org.heirloom.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.kubernetes.kubeclient.FlinkKubeClient;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.heirloom.cli.Heirloom;
import org.heirloom.stage.Pipeline;
import org.heirloom.stage.PipelineReader;
import org.heirloom.stage.ResourceProfile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the chart in the hands of Flink. */
class FlinkPodsTest {
  private static FlinkKubeClient client;
  @TempDir Path folder;

  @BeforeAll
  static void makeClient() {
    client = FlinkPods.client();
  }

  @AfterAll
  static void closeClient() throws Exception {
    client.close();
  }

  @Test
  void workerOfAGpuStageHasItsGpuItsNodesAndItsMemory() {
    JsonNode pod = worker(Chart.Profile.GKE, "teach");

    assertThat(pod.at("/spec/nodeSelector/cloud.google.com~1gke-accelerator").asText())
        .isEqualTo("nvidia-l4");
    assertThat(pod.at("/spec/tolerations").findValuesAsText("key"))
        .contains("nvidia.com/gpu", "cloud.google.com/gke-spot");
    JsonNode container = pod.at("/spec/containers/0");
    for (String kind : new String[] {"requests", "limits"}) {
      JsonNode resources = container.at("/resources/" + kind);
      assertThat(amount(resources, "nvidia.com/gpu")).isEqualTo("1");
      assertThat(amount(resources, "memory")).isEqualTo("4096Mi");
      assertThat(amount(resources, "cpu")).isEqualTo("2.0");
      assertThat(amount(resources, "ephemeral-storage")).isEqualTo("40Gi");
    }
    assertThat(pod.at("/spec/serviceAccountName").asText()).isEqualTo("heirloom-worker");
    assertThat(pod.at("/spec/automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.at("/spec/priorityClassName").asText())
        .isEqualTo("{{workflow.parameters.priority}}");
  }

  @Test
  void workerOfACpuStageHasNoGpuAndGoesToOtherNodes() {
    JsonNode pod = worker(Chart.Profile.GKE, "examples");

    assertThat(pod.toString()).doesNotContain("nvidia");
    assertThat(amount(pod.at("/spec/containers/0/resources/limits"), "cpu")).isEqualTo("1.0");
  }

  @Test
  void jobManagerRunsOnCpuNodesUnderItsOwnAccount() throws IOException {
    JsonNode pod = pods(Chart.Profile.EVERYTHING, "teach").jobManager();

    assertThat(pod.at("/spec/serviceAccountName").asText()).isEqualTo("heirloom-jobmanager");
    assertThat(pod.at("/spec/nodeSelector/pool").asText()).isEqualTo("cpu");
    assertThat(pod.at("/spec/containers/0/resources/limits").has("amd.com/gpu")).isFalse();
    assertThat(pod.at("/metadata/labels/component").asText())
        .as("what the disruption budget looks for")
        .isEqualTo("jobmanager");
    assertRestricted(pod);
  }

  @ParameterizedTest
  @EnumSource
  void everyWorkerIsRestrictedAndMayWriteToTwoFoldersAlone(Chart.Profile profile) {
    for (Map.Entry<String, Stages> stage : Stages.of(profile).entrySet()) {
      JsonNode pod = new FlinkPods(stage.getValue().deployment(), client, folder).worker();
      assertRestricted(pod);
      JsonNode labels = pod.at("/metadata/labels");
      assertThat(labels.at("/heirloom.org~1stage").asText()).isEqualTo(stage.getKey());
      assertThat(labels.at("/component").asText()).isEqualTo("taskmanager");
    }
  }

  /** A second copy of our classes would find TensorFlow loaded and the port of metrics taken. */
  @Test
  void programOfAStageIsWhatFlinkHasOnItsClassPathNotACopyOfIt() throws Exception {
    JsonNode spec = Stages.of(Chart.Profile.GKE).get("teach").deployment().get("spec");
    Configuration settings = new Configuration();
    spec.get("flinkConfiguration")
        .fields()
        .forEachRemaining(
            setting -> settings.setString(setting.getKey(), setting.getValue().asText()));
    Path jar = folder.resolve("heirloom.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        InputStream ours = Heirloom.class.getResourceAsStream("Heirloom.class")) {
      out.putNextEntry(new ZipEntry("org/heirloom/cli/Heirloom.class"));
      ours.transferTo(out);
    }

    try (PackagedProgram program =
        PackagedProgram.newBuilder()
            .setJarFile(jar.toFile())
            .setEntryPointClassName(spec.at("/job/entryClass").asText())
            .setConfiguration(settings)
            .build()) {
      assertThat(program.getUserCodeClassLoader().loadClass(program.getMainClassName()))
          .isSameAs(Heirloom.class);
    }
    assertThat(spec.at("/job/jarURI").asText()).startsWith("local:///opt/flink/lib/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit", "train"})
  void settingsOfWorkersAreThoseOfTheirProfile(String name) {
    Pipeline pipeline = PipelineReader.read(Path.of("pipelines", name + ".yaml"));
    Map<String, Stages> stages =
        Stages.of(Chart.render(Chart.Profile.GKE, Map.of("pipeline.name", name)));

    for (Pipeline.Step step : pipeline.stages()) {
      Map<String, String> expected = new TreeMap<>(ResourceProfile.of(step).settings());
      JsonNode spec = stages.get(step.stage()).deployment().get("spec");
      assertThat(spec.at("/job/parallelism").asText())
          .isEqualTo(expected.remove("parallelism.default"));
      assertThat(spec.at("/taskManager/resource/cpu").asDouble())
          .isEqualTo(Double.parseDouble(expected.remove("taskmanager.cpu.cores")));
      assertThat(spec.at("/taskManager/resource/memory").asText())
          .isEqualTo(expected.get("taskmanager.memory.process.size"));
      // Its script needs nvidia-smi in the image, and no function of Beam's can ask what it finds.
      expected.remove("external-resource.gpu.driver-factory.class");

      Map<String, String> found = new TreeMap<>();
      spec.get("flinkConfiguration")
          .fields()
          .forEachRemaining(
              setting -> {
                if (setting.getKey().matches("taskmanager[.].*|external-resource.*")) {
                  found.put(setting.getKey(), setting.getValue().asText());
                }
              });
      assertThat(found).as(step.stage()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void memoryOfAWorkerAddsUpAndLeavesRoomForTensorFlow(Chart.Profile profile) {
    for (Map.Entry<String, Stages> stage : Stages.of(profile).entrySet()) {
      TaskExecutorProcessSpec memory =
          new FlinkPods(stage.getValue().deployment(), client, folder).memory();
      String process = stage.getValue().setting("taskmanager.memory.process.size");

      assertThat(memory.getTotalProcessMemorySize()).isEqualTo(MemorySize.parse(process));
      assertThat(memory.getTaskOffHeapSize())
          .as(stage.getKey())
          .isGreaterThanOrEqualTo(MemorySize.ofMebiBytes(256))
          .isLessThanOrEqualTo(memory.getTaskHeapSize());
    }
  }

  private JsonNode worker(Chart.Profile profile, String stage) {
    return pods(profile, stage).worker();
  }

  private FlinkPods pods(Chart.Profile profile, String stage) {
    return new FlinkPods(Stages.of(profile).get(stage).deployment(), client, folder);
  }

  /** An amount of a resource as Kubernetes writes it. */
  private static String amount(JsonNode resources, String name) {
    JsonNode amount = resources.path(name);
    return amount.path("amount").asText() + amount.path("format").asText();
  }

  private static void assertRestricted(JsonNode pod) {
    PodsTest.assertRestrictedPod(pod.at("/spec/securityContext"));
    JsonNode container = pod.at("/spec/containers/0");
    PodsTest.assertRestricted(container);
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/volumeMounts").findValuesAsText("mountPath"))
        .contains("/tmp", "/opt/flink/log", "/etc/heirloom/study", "/etc/heirloom/pipeline");
  }
}
