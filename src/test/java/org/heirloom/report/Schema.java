package org.heirloom.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** As much of JSON Schema as ours use; a keyword that it does not know fails the test. */
final class Schema {
  private static final Set<String> KNOWN =
      Set.of(
          "$schema",
          "$defs",
          "$ref",
          "title",
          "type",
          "required",
          "additionalProperties",
          "properties",
          "items",
          "enum",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum");

  private final JsonNode root;
  private final List<String> problems = new ArrayList<>();

  Schema(JsonNode root) {
    this.root = root;
  }

  /** What is wrong with a document: path and rule, in document order. */
  List<String> problems(JsonNode document) {
    problems.clear();
    check(document, root, "");
    return List.copyOf(problems);
  }

  /** Names of all fields that the schema describes. */
  Set<String> fields() {
    Set<String> fields = new TreeSet<>();
    root.findValues("properties").forEach(p -> p.fieldNames().forEachRemaining(fields::add));
    return fields;
  }

  private void check(JsonNode node, JsonNode schema, String path) {
    if (schema.has("$ref")) {
      check(node, root.at(schema.get("$ref").asText().substring(1)), path);
      return;
    }
    schema
        .fieldNames()
        .forEachRemaining(
            keyword ->
                problem(!KNOWN.contains(keyword), path, "unknown schema keyword " + keyword));
    boolean typed = !schema.has("type") || isOfType(node, schema.get("type"));
    problem(!typed, path, "not of type " + schema.path("type").asText());
    if (!typed) {
      return;
    }
    values(node, schema, path);
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      check(node.get(i), schema.path("items"), path + "/" + i);
    }
    if (node.isObject()) {
      object(node, schema, path);
    }
  }

  private void values(JsonNode node, JsonNode schema, String path) {
    if (schema.has("enum")) {
      boolean found = false;
      for (JsonNode allowed : schema.get("enum")) {
        found |= allowed.equals(node);
      }
      problem(!found, path, "not one of the allowed values");
    }
    if (node.isNumber()) {
      double value = node.asDouble();
      problem(value < bound(schema, "minimum", -1), path, "too small");
      problem(value > bound(schema, "maximum", 1), path, "too large");
      problem(value <= bound(schema, "exclusiveMinimum", -1), path, "too small");
      problem(
          value >= bound(schema, "exclusiveMaximum", 1),
          path,
          "not below " + schema.path("exclusiveMaximum").asText());
    }
  }

  private static double bound(JsonNode schema, String keyword, int sign) {
    return schema.has(keyword) ? schema.get(keyword).asDouble() : sign * Double.POSITIVE_INFINITY;
  }

  private void object(JsonNode node, JsonNode schema, String path) {
    for (JsonNode name : schema.path("required")) {
      problem(!node.has(name.asText()), path, "lacks " + name.asText());
    }
    node.fields()
        .forEachRemaining(
            field -> {
              String place = path + "/" + field.getKey();
              JsonNode known = schema.path("properties").path(field.getKey());
              JsonNode others = schema.path("additionalProperties");
              if (!known.isMissingNode()) {
                check(field.getValue(), known, place);
              } else if (others.isObject()) {
                check(field.getValue(), others, place);
              } else {
                problem(others.isBoolean() && !others.asBoolean(), place, "not allowed");
              }
            });
  }

  private void problem(boolean holds, String path, String rule) {
    if (holds) {
      problems.add(path + ": " + rule);
    }
  }

  private static boolean isOfType(JsonNode node, JsonNode types) {
    if (types.isArray()) {
      for (JsonNode type : types) {
        if (isOfType(node, type)) {
          return true;
        }
      }
      return false;
    }
    return switch (types.asText()) {
      case "object" -> node.isObject();
      case "array" -> node.isArray();
      case "string" -> node.isTextual();
      case "integer" -> node.isIntegralNumber();
      case "number" -> node.isNumber();
      case "null" -> node.isNull();
      default -> false;
    };
  }
}
