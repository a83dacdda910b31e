package org.heirloom.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heirloom.StudyException;

/** Checks a pipeline against the stages that there are. */
final class Graph {
  private Graph() {}

  /** The stages of a registry by name. */
  static Map<String, Stage> byName(StageRegistry registry) {
    Map<String, Stage> stages = new TreeMap<>();
    for (Stage stage : registry.stages()) {
      if (stages.put(stage.name(), stage) != null) {
        throw new IllegalStateException("two stages are called " + stage.name());
      }
    }
    return stages;
  }

  /**
   * Checks that every stage is known, stands once, and has all its inputs before it; which also
   * rules out cycles.
   *
   * @throws StudyException with all problems
   */
  static void check(Pipeline pipeline, Map<String, Stage> stages) {
    List<String> problems = new ArrayList<>();
    List<String> names = pipeline.stages().stream().map(Pipeline.Step::stage).toList();
    Set<String> before = new TreeSet<>();
    for (int i = 0; i < names.size(); i++) {
      String path = "stages[" + i + "].stage: ";
      Stage stage = stages.get(names.get(i));
      if (stage == null) {
        problems.add(
            path
                + "unknown stage. Got "
                + names.get(i)
                + ". Expected one of "
                + String.join(", ", stages.keySet())
                + ".");
      } else {
        problems.addAll(inputProblems(path, stage, before, names));
      }
      if (!before.add(names.get(i))) {
        problems.add(path + names.get(i) + " stands there twice.");
      }
    }
    if (!problems.isEmpty()) {
      throw new StudyException(PipelineReader.heading("pipeline " + pipeline.name(), problems));
    }
  }

  private static List<String> inputProblems(
      String path, Stage stage, Set<String> before, List<String> all) {
    List<String> problems = new ArrayList<>();
    for (String input : stage.inputs()) {
      if (!before.contains(input)) {
        String where = all.contains(input) ? "comes after it. Move it" : "is missing. Add it";
        problems.add(path + stage.name() + " reads " + input + ", which " + where + " before.");
      }
    }
    return problems;
  }
}
