package org.heirloom.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.flink.client.deployment.ClusterSpecification;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.kubernetes.kubeclient.FlinkKubeClient;
import org.apache.flink.kubernetes.kubeclient.FlinkKubeClientFactory;
import org.apache.flink.kubernetes.kubeclient.FlinkPod;
import org.apache.flink.kubernetes.kubeclient.factory.KubernetesJobManagerFactory;
import org.apache.flink.kubernetes.kubeclient.factory.KubernetesTaskManagerFactory;
import org.apache.flink.kubernetes.kubeclient.parameters.KubernetesJobManagerParameters;
import org.apache.flink.kubernetes.kubeclient.parameters.KubernetesTaskManagerParameters;
import org.apache.flink.kubernetes.utils.KubernetesUtils;
import org.apache.flink.runtime.clusterframework.ContaineredTaskManagerParameters;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.externalresource.ExternalResourceUtils;

/**
 * The pods that Flink makes of a FlinkDeployment, by Flink's own code.
 *
 * <p>What lies between, the operator, is imitated: it turns fields into settings, and lays the pod
 * templates of the two kinds of process over the one that they share.
 */
final class FlinkPods {
  private static final String CONTAINER = "flink-main-container";
  private final JsonNode deployment;
  private final FlinkKubeClient client;
  private final Path folder;

  /**
   * Pods of a FlinkDeployment.
   *
   * @param client is asked nothing that a cluster would have to answer
   * @param folder for templates, which Flink reads from files
   */
  FlinkPods(JsonNode deployment, FlinkKubeClient client, Path folder) {
    this.deployment = deployment;
    this.client = client;
    this.folder = folder;
  }

  /** A client for all tests of a class, who close it; to make one takes Flink a second. */
  static FlinkKubeClient client() {
    Configuration configuration = new Configuration();
    configuration.setString("kubernetes.cluster-id", "stage");
    return FlinkKubeClientFactory.getInstance().fromConfiguration(configuration, "test");
  }

  /** How Flink divides a worker's memory. */
  TaskExecutorProcessSpec memory() {
    return TaskExecutorProcessUtils.processSpecFromConfig(configuration());
  }

  /** The pod of a worker. */
  JsonNode worker() {
    Configuration configuration = configuration();
    ContaineredTaskManagerParameters process =
        ContaineredTaskManagerParameters.create(configuration, memory());
    KubernetesTaskManagerParameters parameters =
        new KubernetesTaskManagerParameters(
            configuration,
            "worker-1",
            "",
            "",
            process,
            ExternalResourceUtils.getExternalResourceConfigurationKeys(
                configuration, "kubernetes.config-key"),
            Set.of());
    return json(
        KubernetesTaskManagerFactory.buildTaskManagerKubernetesPod(
                template("taskManager"), parameters)
            .getInternalResource());
  }

  /** The pod of the JobManager, out of its Deployment. */
  JsonNode jobManager() throws IOException {
    Configuration configuration = configuration();
    configuration.setString("execution.target", "kubernetes-application");
    configuration.setString("kubernetes.internal.jobmanager.entrypoint.class", "Entry");
    configuration.setString("$internal.deployment.config-dir", folder.toString());
    KubernetesJobManagerParameters parameters =
        new KubernetesJobManagerParameters(
            configuration,
            new ClusterSpecification.ClusterSpecificationBuilder()
                .setMasterMemoryMB(memoryMebibytes("jobManager"))
                .setTaskManagerMemoryMB(memoryMebibytes("taskManager"))
                .setSlotsPerTaskManager(1)
                .createClusterSpecification());
    return json(KubernetesJobManagerFactory.buildKubernetesJobManagerSpecification(
                template("jobManager"), parameters)
            .getDeployment())
        .at("/spec/template");
  }

  private int memoryMebibytes(String process) {
    return Integer.parseInt(
        deployment.at("/spec/" + process + "/resource/memory").asText().replace("m", ""));
  }

  /** What the operator makes of the fields. */
  private Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.setString("kubernetes.cluster-id", "stage");
    configuration.setString("kubernetes.namespace", Chart.NAMESPACE);
    configuration.setString("kubernetes.container.image.ref", text("/spec/image"));
    configuration.setString("kubernetes.service-account", text("/spec/serviceAccount"));
    configuration.setString("taskmanager.rpc.port", "6122");
    configuration.setString("jobmanager.rpc.port", "6123");
    configuration.setString("blob.server.port", "6124");
    configuration.setString("rest.port", "8081");
    for (String process : new String[] {"jobmanager", "taskmanager"}) {
      String field = process.replace("manager", "Manager");
      configuration.setString(process + ".memory.process.size", memoryMebibytes(field) + "m");
      configuration.setString(
          "kubernetes." + process + ".cpu", text("/spec/" + field + "/resource/cpu"));
    }
    deployment
        .at("/spec/flinkConfiguration")
        .fields()
        .forEachRemaining(
            setting -> configuration.setString(setting.getKey(), setting.getValue().asText()));
    // As Flink's resource manager does before it asks for a worker.
    configuration.set(
        TaskManagerOptions.CPU_CORES,
        TaskExecutorProcessUtils.getCpuCoresWithFallbackConfigOption(
            configuration, KubernetesConfigOptions.TASK_MANAGER_CPU));
    return configuration;
  }

  private String text(String pointer) {
    return deployment.at(pointer).asText();
  }

  private FlinkPod template(String process) {
    ObjectNode pod = deployment.at("/spec/podTemplate").deepCopy();
    lay(pod, deployment.at("/spec/" + process + "/podTemplate"));
    pod.put("apiVersion", "v1").put("kind", "Pod");
    ((ObjectNode) pod.get("metadata")).put("name", "template");
    try {
      Path file = Files.writeString(folder.resolve(process + ".yaml"), pod.toString());
      return KubernetesUtils.loadPodFromTemplateFile(client, file.toFile(), CONTAINER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Mappings key by key, lists item by item. */
  private static void lay(ObjectNode under, JsonNode over) {
    over.fields()
        .forEachRemaining(
            field -> {
              JsonNode there = under.path(field.getKey());
              if (there.isObject() && field.getValue().isObject()) {
                lay((ObjectNode) there, field.getValue());
              } else if (there.isArray() && field.getValue().isArray()) {
                layItems((ArrayNode) there, (ArrayNode) field.getValue());
              } else {
                under.set(field.getKey(), field.getValue());
              }
            });
  }

  private static void layItems(ArrayNode under, ArrayNode over) {
    for (int i = 0; i < over.size(); i++) {
      if (i < under.size() && under.get(i).isObject()) {
        lay((ObjectNode) under.get(i), over.get(i));
      } else {
        under.add(over.get(i));
      }
    }
  }

  private static JsonNode json(
      org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.HasMetadata object) {
    return Yaml.document(KubernetesUtils.tryToGetPrettyPrintYaml(object));
  }
}
