package org.heirloom.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heirloom.study.CanonicalJson;

/**
 * Where an artifact comes from: all that its key covers, with the study to make it again. Holds no
 * times, hosts or speeds, so that equal work leaves equal bytes.
 *
 * @param format version of this layout
 * @param stage the stage's name
 * @param unit the unit's name; null for the whole stage
 * @param key the stage's key
 * @param code version of the stage's classes
 * @param inputs keys of the stages that were read
 * @param reads the part of the study that the key covers
 * @param compute threads and precision, which the key covers too
 * @param study the effective study, from which the artifact can be made again
 * @param environments of the machines at work, distinct and sorted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provenance(
    int format,
    String stage,
    String unit,
    String key,
    String code,
    Map<String, String> inputs,
    JsonNode reads,
    JsonNode compute,
    JsonNode study,
    List<Environment> environments) {
  static final String FILE = "provenance.json";
  private static final int FORMAT = 1;

  public Provenance {
    inputs = new TreeMap<>(inputs);
    environments = List.copyOf(environments);
  }

  static Provenance of(StageTask task, String unit, List<Environment> environments) {
    JsonNode study = CanonicalJson.tree(task.study());
    return new Provenance(
        FORMAT,
        task.stage(),
        unit,
        task.key(),
        task.code(),
        task.inputs(),
        CanonicalJson.tree(task.reads()),
        study.path("compute"),
        study,
        environments);
  }

  /** Reads a {@code provenance.json}. */
  static Provenance parse(String text) {
    return CanonicalJson.read(text, Provenance.class);
  }

  /**
   * What has changed since another one, in words; empty if they agree. Keys are left out: they
   * follow from the rest.
   */
  public List<String> changesSince(Provenance before) {
    List<String> changes = new ArrayList<>();
    if (!before.code.equals(code)) {
      changes.add("code changed");
    }
    List<String> parts = JsonChanges.between(before.reads.toString(), reads.toString());
    if (!parts.isEmpty()) {
      changes.add("study part changed: " + String.join(", ", parts));
    }
    List<String> settings = JsonChanges.between(before.compute.toString(), compute.toString());
    if (!settings.isEmpty()) {
      changes.add("compute changed: " + String.join(", ", settings));
    }
    for (Map.Entry<String, String> input : inputs.entrySet()) {
      if (!input.getValue().equals(before.inputs.get(input.getKey()))) {
        changes.add("input " + input.getKey() + " changed");
      }
    }
    return changes;
  }
}
