package org.heirloom.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.heirloom.study.Study;
import org.heirloom.study.Text;

/** What is compared: the teacher, the methods, the controls. */
final class Arms {
  static final String TEACHER = org.heirloom.retain.Arms.TEACHER;
  static final String LABEL_ONLY = org.heirloom.retain.Arms.LABEL_ONLY;
  static final String UNTRAINED = org.heirloom.retain.Arms.UNTRAINED;

  static final String LABEL_SMOOTHED = "label-smoothed";
  static final String RANDOM_LABELS = "random-labels";
  static final String RANDOM_TEACHER = "random-teacher";
  static final String PERMUTED_TEACHER = "permuted-teacher";
  static final String SELF_DISTILLED = "self-distilled";
  static final String SECOND_TEACHER = "second-teacher";

  /** Settings that every objective has and that change nothing at these values. */
  private static final Map<String, Object> IDLE =
      Map.of("warmup", 0.0, "until", 1.0, "finalWeight", 1.0);

  private Arms() {}

  /** The students that are trained here: methods, then controls, in the study's order. */
  static List<String> students(Study study) {
    List<String> arms = new ArrayList<>();
    study.distill().methods().forEach(method -> arms.add(method.name()));
    arms.addAll(study.distill().controls());
    arms.remove(SECOND_TEACHER);
    return arms;
  }

  /** Whether there is a second teacher beside each. */
  static boolean secondTeachers(Study study) {
    return study.distill().controls().contains(SECOND_TEACHER);
  }

  /** How an arm was made, in a few words. */
  static String meaning(Study study, String arm) {
    return switch (arm) {
      case TEACHER ->
          study.teach().model().given()
              ? "a black box that was brought; the one that the students learn from"
              : "trained on labels; the one that the students learn from";
      case LABEL_ONLY -> "the same student trained on labels alone, without a teacher";
      case LABEL_SMOOTHED ->
          "the same student trained on labels softened by 0.1, without a teacher";
      case RANDOM_LABELS ->
          "the same student trained on labels that were dealt out anew, without a teacher";
      case UNTRAINED -> "the same student before training: the floor";
      case RANDOM_TEACHER -> "as %s, with a teacher that was never trained".formatted(first(study));
      case PERMUTED_TEACHER ->
          "as %s, with the teacher's logits of the other classes dealt out anew"
              .formatted(first(study));
      case SELF_DISTILLED ->
          "as %s, with the label-only student as teacher".formatted(first(study));
      case SECOND_TEACHER -> "a network like the teacher, trained from another seed";
      default ->
          study.distill().methods().stream()
              .filter(method -> method.name().equals(arm))
              .map(Arms::words)
              .findFirst()
              .orElse("a black box that was brought; how it learned is not known here");
    };
  }

  private static String first(Study study) {
    return study.distill().methods().get(0).name();
  }

  private static String words(Study.Method method) {
    String objectives =
        method.objectives().stream().map(Arms::words).collect(Collectors.joining(" + "));
    return "distilled: %s × labels + %s".formatted(Text.number(method.labelWeight()), objectives);
  }

  private static String words(Study.Objective objective) {
    String settings =
        objective.settings().entrySet().stream()
            .filter(setting -> !setting.getKey().equals("weight"))
            .filter(setting -> !setting.getValue().equals(IDLE.get(setting.getKey())))
            .map(setting -> setting.getKey() + " " + words(setting.getValue()))
            .collect(Collectors.joining(", "));
    return "%s × %s%s"
        .formatted(
            Text.number(objective.number("weight")),
            objective.name(),
            settings.isEmpty() ? "" : " (" + settings + ")");
  }

  private static String words(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(" and "));
    }
    return value instanceof Double number ? Text.number(number) : value.toString();
  }
}
