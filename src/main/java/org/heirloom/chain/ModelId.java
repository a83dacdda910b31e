package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/**
 * One network of a study.
 *
 * @param arm {@code teacher}, a method or a control
 * @param replicate from 0
 * @param budget fraction of the training role that it saw
 */
record ModelId(String arm, int replicate, double budget) {

  /**
   * All networks of a study: the teachers, then the students by replicate, budget, arm, then those
   * that are brought.
   */
  static List<ModelId> all(Study study) {
    List<ModelId> models = new ArrayList<>(taught(study));
    for (int r = 0; r < study.distill().replicates(); r++) {
      for (double budget : study.sample().budgets()) {
        for (String arm : Arms.students(study)) {
          models.add(new ModelId(arm, r, budget));
        }
      }
    }
    // What it saw of these data, nobody knows: it stands beside the students that saw most.
    double most = study.sample().budgets().stream().max(Double::compare).orElseThrow();
    study.distill().brought().forEach(s -> models.add(new ModelId(s.name(), 0, most)));
    return models;
  }

  /** The teachers, and the second teachers where the study asks for them. */
  static List<ModelId> taught(Study study) {
    List<String> arms =
        Arms.secondTeachers(study)
            ? List.of(Arms.TEACHER, Arms.SECOND_TEACHER)
            : List.of(Arms.TEACHER);
    List<Double> budgets =
        study.teach().sameBudget() ? study.sample().budgets() : List.of(study.teach().budget());
    List<ModelId> models = new ArrayList<>();
    for (String arm : arms) {
      for (double budget : budgets) {
        for (int r = 0; r < study.teach().replicates(); r++) {
          models.add(new ModelId(arm, r, budget));
        }
      }
    }
    return models;
  }

  /** Those of an arm that saw most: what is shown where one budget must do. */
  static List<ModelId> ofLargestBudgets(Study study) {
    Map<String, Double> largest = new HashMap<>();
    all(study).forEach(model -> largest.merge(model.arm(), model.budget(), Math::max));
    return all(study).stream().filter(model -> model.budget() == largest.get(model.arm())).toList();
  }

  static String studentUnit(int replicate, double budget) {
    return "replicate-" + replicate + "-budget-" + budget;
  }

  /** Name of the unit of work that takes in a student that is brought. */
  static String broughtUnit(String name) {
    return "brought-" + name;
  }

  /** Whether the stage teach trained it, on labels. */
  boolean isTaught() {
    return isTeacher() || arm.equals(Arms.SECOND_TEACHER);
  }

  boolean isTeacher() {
    return arm.equals(Arms.TEACHER);
  }

  /** Name of the unit of work that examines this network alone. */
  String unit() {
    return arm + "-" + studentUnit(replicate, budget);
  }

  /** The folder that holds the network. */
  Path folder(StageContext context) {
    if (isTaught()) {
      return context.input("teach", unit());
    }
    return context.study().distill().student(arm).isPresent()
        ? context.input("distill", broughtUnit(arm))
        : context.input("distill", studentUnit(replicate, budget)).resolve(arm);
  }

  /** The teacher of a student, or the first teacher beside a second one. */
  ModelId teacher(Study study) {
    return teacherOf(study, replicate, budget);
  }

  /** The teacher of the students of a replicate and budget. */
  static ModelId teacherOf(Study study, int replicate, double budget) {
    return new ModelId(
        Arms.TEACHER,
        replicate % study.teach().replicates(),
        study.teach().sameBudget() ? budget : study.teach().budget());
  }

  /** The network of that unit's name. */
  static ModelId ofUnit(Study study, String unit) {
    return all(study).stream()
        .filter(model -> model.unit().equals(unit))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no unit " + unit));
  }
}
