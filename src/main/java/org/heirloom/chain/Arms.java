package org.heirloom.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.heirloom.study.Study;

/** What is compared: the teacher, the methods, the controls. */
final class Arms {
  static final String TEACHER = org.heirloom.retain.Arms.TEACHER;
  static final String LABEL_ONLY = org.heirloom.retain.Arms.LABEL_ONLY;
  static final String UNTRAINED = org.heirloom.retain.Arms.UNTRAINED;

  private Arms() {}

  /** The students: methods, then controls, in the study's order. */
  static List<String> students(Study study) {
    List<String> arms = new ArrayList<>();
    study.distill().methods().forEach(method -> arms.add(method.name()));
    arms.addAll(study.distill().controls());
    return arms;
  }

  /** How an arm was made, in a few words. */
  static String meaning(Study study, String arm) {
    return switch (arm) {
      case TEACHER -> "trained on labels; the one that the students learn from";
      case LABEL_ONLY -> "the same student trained on labels alone, without a teacher";
      case UNTRAINED -> "the same student before training: the floor";
      default ->
          study.distill().methods().stream()
              .filter(method -> method.name().equals(arm))
              .map(Arms::words)
              .findFirst()
              .orElse(arm);
    };
  }

  private static String words(Study.Method method) {
    String objectives =
        method.objectives().stream()
            .map(o -> "%s × %s (temperature %s)".formatted(o.weight(), o.name(), o.temperature()))
            .collect(Collectors.joining(" + "));
    return "distilled: %s × labels + %s".formatted(method.labelWeight(), objectives);
  }
}
