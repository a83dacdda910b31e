package org.heirloom.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Strict checks of objects by the schemas of those who read them: keys that nobody knows are
 * problems, which a cluster would drop without a word.
 */
final class Schemas {
  /** Names the file with Argo's schema, which is published in no registry. */
  static final String ARGO_PROPERTY = "heirloom.argo.schema";

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
  private static final String FLINK_DEFINITION =
      "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
  private static final Map<String, JsonSchema> ARGO = new ConcurrentHashMap<>();
  private static final JsonSchema FLINK = FACTORY.getSchema(flinkSchema());

  private Schemas() {}

  /** What is wrong with a FlinkDeployment, by the definition that the operator installs. */
  static List<String> flink(JsonNode object) {
    return messages(FLINK, object);
  }

  /** Whether this machine has Argo's schema. */
  static boolean hasArgo() {
    return !System.getProperty(ARGO_PROPERTY, "").isEmpty();
  }

  /** What is wrong with an object of a type of Argo's, for example {@code WorkflowTemplate}. */
  static List<String> argo(String type, JsonNode object) {
    JsonSchema schema = ARGO.computeIfAbsent(type, t -> FACTORY.getSchema(argoSchema(t)));
    return messages(schema, object);
  }

  private static ObjectNode argoSchema(String type) {
    Path file = Path.of(System.getProperty(ARGO_PROPERTY));
    try {
      ObjectNode schema = (ObjectNode) Yaml.MAPPER.readTree(Files.readString(file));
      ObjectNode definitions = (ObjectNode) schema.get("definitions");
      tighten(definitions);
      // Kubernetes reads both from numbers as well, which the schema does not say.
      for (String both : List.of("util.intstr.IntOrString", "api.resource.Quantity")) {
        ObjectNode definition = (ObjectNode) definitions.get("io.k8s.apimachinery.pkg." + both);
        definition.putArray("type").add("number").add("string");
      }
      ObjectNode rooted = Yaml.MAPPER.createObjectNode();
      rooted.put("$ref", "#/definitions/io.argoproj.workflow.v1alpha1." + type);
      rooted.set("definitions", definitions);
      return rooted;
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static List<String> messages(JsonSchema schema, JsonNode object) {
    return schema.validate(object).stream().map(Object::toString).sorted().toList();
  }

  private static JsonNode flinkSchema() {
    try (InputStream stream = Schemas.class.getResourceAsStream(FLINK_DEFINITION)) {
      JsonNode definition = Yaml.document(new String(stream.readAllBytes(), UTF_8));
      ObjectNode schema = (ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema");
      ObjectNode properties = (ObjectNode) schema.get("properties");
      properties.putObject("apiVersion").put("const", "flink.apache.org/v1beta1");
      properties.putObject("kind").put("const", "FlinkDeployment");
      properties.putObject("metadata").put("type", "object");
      tighten(schema);
      return schema;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Forbids unknown keys wherever keys are listed, and says in JSON's words what Kubernetes adds.
   */
  private static void tighten(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      if (object.path("properties").isObject()
          && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()
          && !object.has("additionalProperties")) {
        object.put("additionalProperties", false);
      }
      if (object.path("x-kubernetes-int-or-string").asBoolean()) {
        ArrayNode types = object.putArray("type");
        types.add("integer").add("string");
      }
      List<String> hints = new ArrayList<>();
      object.fieldNames().forEachRemaining(key -> hints.add(key));
      hints.removeIf(key -> !key.startsWith("x-"));
      object.remove(hints);
    }
    schema.forEach(Schemas::tighten);
  }
}
