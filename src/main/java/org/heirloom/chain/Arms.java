package org.heirloom.chain;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.study.Study;

/** Names of what is compared: the teacher, the methods, the controls. */
final class Arms {
  static final String TEACHER = "teacher";
  static final String LABEL_ONLY = "label-only";
  static final String UNTRAINED = "untrained";

  private Arms() {}

  /** The students: methods, then controls, in the study's order. */
  static List<String> students(Study study) {
    List<String> arms = new ArrayList<>();
    study.distill().methods().forEach(method -> arms.add(method.name()));
    arms.addAll(study.distill().controls());
    return arms;
  }
}
