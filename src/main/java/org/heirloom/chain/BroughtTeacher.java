package org.heirloom.chain;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.heirloom.StudyException;
import org.heirloom.distill.Objectives;
import org.heirloom.model.ImageSet;
import org.heirloom.model.brought.Bringing;
import org.heirloom.model.tensorflow.Teacher;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Brought;
import org.heirloom.study.Study;

/** The teacher that a study brings, in place of training one. */
final class BroughtTeacher {
  private BroughtTeacher() {}

  /**
   * What the study says of its teachers, with the model's bytes in place of its path.
   *
   * @throws StudyException if the model is missing, not safe or does not fit, or a method needs
   *     more of it than its outputs
   */
  static Study.Teach teach(Study study, Path studyFolder) {
    Study.Teach teach = study.teach();
    if (!teach.model().given()) {
      return teach;
    }
    study.distill().methods().forEach(BroughtTeacher::requireOutputsAlone);
    Bringing bringing = Bringing.of(teach.model(), studyFolder);
    bringing.requireFitting(study.data().sizePixels());
    return new Study.Teach(
        teach.model().at("sha256:" + bringing.digest()),
        teach.replicates(),
        teach.budget(),
        teach.sameBudget(),
        teach.network(),
        teach.training());
  }

  /** What a method wants of its teacher says whether a black box will do. */
  private static void requireOutputsAlone(Study.Method method) {
    Set<String> layers = new TreeSet<>(Objectives.of(method).wanted());
    layers.remove(Teacher.LOGITS);
    if (!layers.isEmpty()) {
      throw new StudyException(
          "distill.methods: %s looks at the teacher's layers, and teach.model.path is a black box. Got %s, which want %s. Expected objectives that need outputs alone, such as soft-targets. Leave teach.model out to train a teacher."
              .formatted(
                  method.name(),
                  method.objectives().stream().map(Study.Objective::name).toList(),
                  layers));
    }
  }

  /** Copies the model and tries it on images of the study. */
  static void write(StageContext context, Path draft) {
    Study study = context.study();
    TensorFlowRuntime.start(study.compute().threads());
    Brought declared = study.teach().model();
    Roles roles = new Roles(context);
    try (ImageSet train = roles.training(1)) {
      Bringing.Data data =
          new Bringing.Data(roles.classes(), study.data().sizePixels(), train.moments());
      Bringing.of(declared, context.studyFolder()).write(data, roles.images("selection"), draft);
    }
  }
}
