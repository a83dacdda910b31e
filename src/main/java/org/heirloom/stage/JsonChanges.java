package org.heirloom.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.heirloom.study.CanonicalJson;

/** Says in words where two JSON values differ. */
public final class JsonChanges {
  private final List<String> changes = new ArrayList<>();

  private JsonChanges() {}

  /**
   * One entry per differing leaf, such as {@code teach.training.samples 60000 -> 30000}, sorted by
   * path.
   */
  public static List<String> between(String before, String after) {
    JsonChanges result = new JsonChanges();
    result.compare("", CanonicalJson.tree(before), CanonicalJson.tree(after));
    return List.copyOf(result.changes);
  }

  private void compare(String path, JsonNode before, JsonNode after) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      TreeSet<String> keys = new TreeSet<>();
      before.fieldNames().forEachRemaining(keys::add);
      after.fieldNames().forEachRemaining(keys::add);
      for (String key : keys) {
        compare(path.isEmpty() ? key : path + "." + key, before.path(key), after.path(key));
      }
    } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
      for (int i = 0; i < before.size(); i++) {
        compare(path + "[" + i + "]", before.get(i), after.get(i));
      }
    } else {
      changes.add((path.isEmpty() ? "" : path + " ") + show(before) + " -> " + show(after));
    }
  }

  private static String show(JsonNode node) {
    if (node.isMissingNode()) {
      return "(none)";
    }
    return node.isTextual() ? node.textValue() : node.toString();
  }
}
