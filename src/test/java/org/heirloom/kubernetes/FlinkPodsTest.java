package org.heirloom.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.kubernetes.kubeclient.FlinkKubeClient;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource
  void memoryOfAWorkerAddsUpAndLeavesRoomForTensorFlow(Chart.Profile profile) {
    for (Map.Entry<String, Stages> stage : Stages.of(profile).entrySet()) {
      TaskExecutorProcessSpec memory =
          new FlinkPods(stage.getValue().deployment(), client, folder).memory();
      MemorySize process =
          MemorySize.parse(stage.getValue().setting("taskmanager.memory.process.size"));

      assertThat(memory.getTotalProcessMemorySize()).isEqualTo(process);
      assertThat(memory.getJvmMetaspaceSize()).isEqualTo(MemorySize.ofMebiBytes(512));
      assertThat(memory.getNumSlots()).isEqualTo(1);
      long rest =
          memory.getTaskHeapSize().getMebiBytes() + memory.getTaskOffHeapSize().getMebiBytes();
      assertThat(memory.getTaskOffHeapSize().getMebiBytes() / (double) rest)
          .as(stage.getKey())
          .isBetween(0.66, 0.68);
      assertThat(memory.getJvmHeapMemorySize().getMebiBytes()).as(stage.getKey()).isGreaterThanOrEqualTo(160);
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
