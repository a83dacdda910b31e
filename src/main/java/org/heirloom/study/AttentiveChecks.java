package org.heirloom.study;

/** What must hold for the attentive surrogate. */
final class AttentiveChecks {
  private static final int MOST_SAMPLES = 1_000_000_000;
  private static final String FAMILY = "attentive-";

  private AttentiveChecks() {}

  static void check(Study study, Scope scope) {
    ExplainerSettings.Attentive attentive = study.explain().settings().attentive();
    student(attentive.student(), scope.in("student"));
    masks(attentive.masks(), scope.in("masks"));
    boolean sound = scope.problems().sound(java.util.List.of("distill.training.batchSize"));
    if (sound) {
      int batch = study.distill().training().batchSize();
      atLeastABatch(scope.in("student"), attentive.student().samples(), batch);
      atLeastABatch(scope.in("masks"), attentive.masks().samples(), batch);
    }
  }

  private static void student(ExplainerSettings.Surrogate student, Scope scope) {
    boolean known = ArchitectureFamily.member(student.architecture()).isPresent();
    scope.require(
        known && student.architecture().startsWith(FAMILY),
        "architecture",
        "has no attention. Got %s. Expected attentive-resnet-(6n+2), such as attentive-resnet-8."
            .formatted(Text.quote(student.architecture())));
    scope.range("width", student.width(), 1, 512);
    scope.range("samples", student.samples(), 1, MOST_SAMPLES);
    scope.range("temperature", student.temperature(), "(0, 1000]");
    scope.range("attentionWeight", student.attentionWeight(), "[0, 1000000]");
  }

  private static void masks(ExplainerSettings.Masks masks, Scope scope) {
    scope.range("channels", masks.channels(), 1, 512);
    scope.range("samples", masks.samples(), 1, MOST_SAMPLES);
    scope.range("learningRate", masks.learningRate(), "(0, 100]");
    scope.range("blur", masks.blur(), "(0, 0.5]");
    scope.range("deletionWeight", masks.deletionWeight(), "[0, 1000]");
    scope.range("areaWeight", masks.areaWeight(), "[0, 1000]");
    scope.range("smoothnessWeight", masks.smoothnessWeight(), "[0, 1000]");
  }

  private static void atLeastABatch(Scope scope, int samples, int batch) {
    if (scope.sound("samples")) {
      scope.require(
          samples >= batch,
          "samples",
          "less than a step. Got %d. Expected at least distill.training.batchSize, %d."
              .formatted(samples, batch));
    }
  }
}
