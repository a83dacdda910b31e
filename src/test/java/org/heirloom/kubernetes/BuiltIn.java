package org.heirloom.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Strict checks of the kinds that Kubernetes itself knows, by the models of its own Java client.
 */
final class BuiltIn {
  private static final String MODELS = "io.kubernetes.client.openapi.models.";

  /** Groups of the kinds here; whatever else has the same kind in another group is a mistake. */
  private static final Map<String, List<String>> KINDS =
      Map.of(
          "v1",
          List.of(
              "ConfigMap",
              "LimitRange",
              "Namespace",
              "PersistentVolumeClaim",
              "Pod",
              "ResourceQuota",
              "ServiceAccount"),
          "batch/v1",
          List.of("Job"),
          "networking.k8s.io/v1",
          List.of("NetworkPolicy"),
          "policy/v1",
          List.of("PodDisruptionBudget"),
          "rbac.authorization.k8s.io/v1",
          List.of("Role", "RoleBinding"),
          "scheduling.k8s.io/v1",
          List.of("PriorityClass"));

  private BuiltIn() {}

  /** What is wrong with an object; empty if all is well. */
  static List<String> problems(JsonNode object) {
    String group = object.path("apiVersion").asText();
    String kind = object.path("kind").asText();
    if (!KINDS.getOrDefault(group, List.of()).contains(kind)) {
      return List.of("unknown kind " + kind + " of " + group);
    }
    try {
      Class<?> model = Class.forName(MODELS + "V1" + kind);
      JsonElement json = JsonParser.parseString(object.toString());
      model.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
      JsonNode read =
          Yaml.MAPPER.readTree(JSON.serialize(JSON.deserialize(json.toString(), model)));
      List<String> problems = new ArrayList<>();
      compare("", object, read, problems);
      return problems;
    } catch (InvocationTargetException e) {
      return List.of(String.valueOf(e.getCause().getMessage()));
    } catch (com.google.gson.JsonParseException | IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    } catch (ReflectiveOperationException | java.io.IOException e) {
      throw new IllegalStateException(kind, e);
    }
  }

  /** Whatever was written is read; amounts may be spelled in another way. */
  private static void compare(String path, JsonNode written, JsonNode read, List<String> problems) {
    if (written.isObject()) {
      for (Iterator<String> keys = written.fieldNames(); keys.hasNext(); ) {
        String key = keys.next();
        compare(path + "/" + key, written.get(key), read.path(key), problems);
      }
    } else if (written.isArray() && written.size() == read.size()) {
      for (int i = 0; i < written.size(); i++) {
        compare(path + "/" + i, written.get(i), read.get(i), problems);
      }
    } else if (written.isContainerNode()
        ? !Objects.equals(written, read) && !written.isEmpty()
        : !written.asText().equals(read.asText())) {
      problems.add(path + ": written " + written + ", read " + read);
    }
  }
}
