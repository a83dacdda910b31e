package org.heirloom.stage;

import java.util.List;
import java.util.Map;

/**
 * All that a worker must know to do the units of one stage; travels as JSON.
 *
 * @param registry class name of the {@link StageRegistry}
 * @param store where the store is
 * @param stage the stage's name
 * @param key the stage's key
 * @param code version of the stage's classes
 * @param inputs keys of the stages that it reads, by name
 * @param units names of the units, in order
 * @param reads the part of the study that the stage reads, as canonical JSON
 * @param study the effective study, as canonical JSON
 * @param studyFolder folder of the study file
 */
public record StageTask(
    String registry,
    String store,
    String stage,
    String key,
    String code,
    Map<String, String> inputs,
    List<String> units,
    String reads,
    String study,
    String studyFolder) {
  public StageTask {
    inputs = Map.copyOf(inputs);
    units = List.copyOf(units);
  }
}
