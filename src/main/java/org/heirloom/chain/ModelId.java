package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** All networks of a study: the teachers, then the students by replicate, budget, arm. */
  static List<ModelId> all(Study study) {
    List<ModelId> models = new ArrayList<>();
    for (int r = 0; r < study.teach().replicates(); r++) {
      models.add(new ModelId(Arms.TEACHER, r, study.teach().budget()));
    }
    for (int r = 0; r < study.distill().replicates(); r++) {
      for (double budget : study.sample().budgets()) {
        for (String arm : Arms.students(study)) {
          models.add(new ModelId(arm, r, budget));
        }
      }
    }
    return models;
  }

  static String teacherUnit(int replicate) {
    return "replicate-" + replicate;
  }

  static String studentUnit(int replicate, double budget) {
    return "replicate-" + replicate + "-budget-" + budget;
  }

  boolean isTeacher() {
    return arm.equals(Arms.TEACHER);
  }

  /** Name of the unit of work that examines this network alone. */
  String unit() {
    return arm + "-" + (isTeacher() ? teacherUnit(replicate) : studentUnit(replicate, budget));
  }

  /** The folder that holds the network. */
  Path folder(StageContext context) {
    return isTeacher()
        ? context.input("teach", teacherUnit(replicate))
        : context.input("distill", studentUnit(replicate, budget)).resolve(arm);
  }

  /** Replicate of the teacher that a student's replicate belongs to. */
  static int teacherReplicate(Study study, int studentReplicate) {
    return studentReplicate % study.teach().replicates();
  }

  /** Folder of the teacher that a student's replicate learned from. */
  static Path teacherOf(StageContext context, int studentReplicate) {
    return context.input("teach", teacherUnit(teacherReplicate(context.study(), studentReplicate)));
  }

  /** The network of that unit's name. */
  static ModelId ofUnit(Study study, String unit) {
    return all(study).stream()
        .filter(model -> model.unit().equals(unit))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no unit " + unit));
  }
}
