package org.heirloom.study;

import java.util.regex.Pattern;

/** What must hold for a study, beyond the types of its values. */
final class StudyChecks {
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int MOST_THREADS = 256;

  private StudyChecks() {}

  static void check(Study study, Problems problems) {
    Scope root = problems.in("");
    fileName(root, "name", study.name());
    root.range("compute.threads", study.compute().threads(), 1, MOST_THREADS);
    root.known("compute.precision", study.compute().precision(), Vocabulary.PRECISIONS);
    DataChecks.check(study, root);
    TrainingChecks.check(study, root);
    ProbeChecks.check(study, root);
    ExplainChecks.check(study, root);
    RetainChecks.check(study, root);
  }

  /** The name can be part of a file's name on every system. */
  static void fileName(Scope scope, String key, String name) {
    if (!FILE_NAME.matcher(name).matches()) {
      scope.refuse(
          key,
          "not usable as a file name. Got "
              + Text.quote(name)
              + ". Expected 1 to 64 of A-Z, a-z, 0-9, dot, dash and underscore, the first a letter"
              + " or digit.");
    }
  }
}
