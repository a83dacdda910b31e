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

/** The networks that a study brings, in place of training them: a teacher, students. */
final class BroughtNetworks {
  private static final String TEACHER = "teach.model";

  private BroughtNetworks() {}

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
    study.distill().methods().forEach(BroughtNetworks::requireOutputsAlone);
    return new Study.Teach(
        hashed(study, TEACHER, teach.model(), studyFolder),
        teach.replicates(),
        teach.budget(),
        teach.sameBudget(),
        teach.network(),
        teach.training());
  }

  /**
   * What the study says of its students, with the bytes of those that are brought in place of their
   * paths.
   *
   * @throws StudyException if one is missing, not safe or does not fit
   */
  static Study.Distill distill(Study study, Path studyFolder) {
    return study
        .distill()
        .with(
            study.distill().brought().stream()
                .map(
                    student ->
                        new Study.Student(
                            student.name(),
                            hashed(study, key(study, student), student.model(), studyFolder)))
                .toList());
  }

  private static String key(Study study, Study.Student student) {
    return "distill.brought[%d].model".formatted(study.distill().brought().indexOf(student));
  }

  private static Brought hashed(Study study, String key, Brought model, Path studyFolder) {
    Bringing bringing = Bringing.of(key, model, studyFolder);
    bringing.requireFitting(study.data().sizePixels());
    return model.at("sha256:" + bringing.digest());
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

  /** Takes the teacher in. */
  static void writeTeacher(StageContext context, Path draft) {
    write(context, TEACHER, context.study().teach().model(), draft);
  }

  /** Takes a student in. */
  static void writeStudent(StageContext context, Study.Student student, Path draft) {
    write(context, key(context.study(), student), student.model(), draft);
  }

  /** Copies a model and tries it on images of the study. */
  private static void write(StageContext context, String key, Brought declared, Path draft) {
    Study study = context.study();
    TensorFlowRuntime.start(study.compute().threads());
    Roles roles = new Roles(context);
    try (ImageSet train = roles.training(1)) {
      Bringing.Data data =
          new Bringing.Data(roles.classes(), study.data().sizePixels(), train.moments());
      Bringing.of(key, declared, context.studyFolder())
          .write(data, roles.images("selection"), draft);
    }
  }
}
