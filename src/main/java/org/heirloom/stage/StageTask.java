package org.heirloom.stage;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heirloom.study.CanonicalJson;

/**
 * All that a worker must know to do the units of one stage; travels as JSON.
 *
 * @param run name of the run, for its record
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
    String run,
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
    inputs = new TreeMap<>(inputs);
    units = List.copyOf(units);
  }

  /** This task with its units. */
  StageTask withUnits(List<String> names) {
    return new StageTask(
        run, registry, store, stage, key, code, inputs, names, reads, study, studyFolder);
  }

  /** The task as a text, from which {@link #fromJson} makes an equal one. */
  public String toJson() {
    return CanonicalJson.text(this);
  }

  public static StageTask fromJson(String json) {
    return CanonicalJson.read(json, StageTask.class);
  }

  /** The registry, made anew by the class loader of the thread, which on a cluster is the job's. */
  @JsonIgnore
  StageRegistry newRegistry() {
    try {
      return Class.forName(registry, true, Thread.currentThread().getContextClassLoader())
          .asSubclass(StageRegistry.class)
          .getConstructor()
          .newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(registry + ": its constructor failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          registry + ": not a public class with a public constructor without parameters", e);
    }
  }

  /** Name of the artifact that a unit leaves in the store. */
  public String artifact(String unit) {
    return Names.unit(stage, key, unit);
  }
}
