package org.heirloom.study;

import java.util.List;

/** What must hold for models that somebody brings. */
final class BroughtChecks {
  private static final int CHANNELS = 3;
  private static final int MOST_PIXELS = 2048;

  private BroughtChecks() {}

  /** The teacher, if it is one. */
  static void teacher(Study study, Scope teach) {
    Brought model = study.teach().model();
    model(model, teach.in("model"));
    teach.require(
        !model.given() || !study.teach().sameBudget(),
        "sameBudget",
        "a teacher that is brought has seen what it has seen. Got true. Expected false with"
            + " teach.model.path.");
    teach.require(
        !model.given() || study.teach().replicates() == 1,
        "replicates",
        "a teacher that is brought is one. Got %d. Expected 1 with teach.model.path."
            .formatted(study.teach().replicates()));
  }

  /** A student; its name is checked beside those of the methods. */
  static void student(Study.Student student, Scope scope) {
    Scope model = scope.in("model");
    model.require(
        student.model().given(),
        "path",
        "names no model. Got \"\". Expected a SavedModel's folder or an ONNX file.");
    model(student.model(), model);
  }

  private static void model(Brought model, Scope scope) {
    scope.known("format", model.format(), Vocabulary.FORMATS);
    scope.known("layout", model.layout(), Vocabulary.LAYOUTS);
    scope.known("range", model.range(), Vocabulary.RANGES);
    scope.known("outputs", model.outputs(), Vocabulary.OUTPUTS);
    scope.range("size", model.size(), 0, MOST_PIXELS);
    perChannel("mean", model.mean(), scope);
    perChannel("deviation", model.deviation(), scope);
    for (int i = 0; i < model.deviation().size(); i++) {
      scope.range("deviation[" + i + "]", model.deviation().get(i), "(0, 100000]");
    }
    scope.distinct("classes", model.classes());
  }

  private static void perChannel(String key, List<Double> values, Scope scope) {
    scope.require(
        values.isEmpty() || values.size() == CHANNELS,
        key,
        "not one value per channel. Got %s. Expected [] or three numbers: red, green, blue."
            .formatted(values));
  }
}
