package org.heirloom.chain;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.Seed;
import org.heirloom.distill.CrossEntropy;
import org.heirloom.distill.Objectives;
import org.heirloom.model.DealtLabels;
import org.heirloom.model.History;
import org.heirloom.model.ImageSet;
import org.heirloom.model.brought.Models;
import org.heirloom.model.tensorflow.Loss;
import org.heirloom.model.tensorflow.PermutedTeacher;
import org.heirloom.model.tensorflow.Predictor;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.Teacher;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/**
 * Trains the students of one replicate and budget.
 *
 * <p>In up to four parts, each in lock-step: those that see the budget alone, those that also see
 * unlabelled images, the one whose labels are random, and the one whose teacher is a student of the
 * first part.
 */
final class Distilling {
  private static final double SMOOTHING = 0.1;

  private final StageContext context;
  private final Study study;
  private final Study.Distill wanted;
  private final int replicate;
  private final double budget;
  private final Roles roles;
  private final Networks networks;
  private final Seed seed;
  private int done;

  Distilling(StageContext context, int replicate, double budget) {
    this.context = context;
    this.study = context.study();
    this.wanted = study.distill();
    this.replicate = replicate;
    this.budget = budget;
    this.roles = new Roles(context);
    this.networks = new Networks(context);
    this.seed = new Seed(study.seed()).child("distill").child(replicate);
  }

  void write(Path draft) {
    try (ImageSet train = shown(roles.training(budget), budget);
        Teacher teacher =
            Models.teacher(
                ModelId.teacherOf(study, replicate, budget).folder(context),
                Networks.precision(study))) {
      Training.Task task = task(train);
      students(task, teacher, draft);
      unlabelled(teacher, draft);
      if (has(Arms.RANDOM_LABELS)) {
        byHeart(task, draft);
      }
      if (has(Arms.SELF_DISTILLED)) {
        selfDistilled(task, draft);
      }
      if (has(Arms.UNTRAINED)) {
        Training.Trained untrained =
            new Training.Trained(Training.initial(task), new History(List.of(), -1));
        write(Arms.UNTRAINED, task, untrained, draft);
      }
    }
  }

  private boolean has(String control) {
    return wanted.controls().contains(control);
  }

  /** With the concepts that images show, where a method looks at them. */
  private ImageSet shown(ImageSet images, double budget) {
    boolean wants = wanted.methods().stream().map(Objectives::of).anyMatch(Loss::wantsConcepts);
    return wants ? roles.withConcepts(images, budget) : images;
  }

  private Training.Task task(ImageSet train) {
    return networks.task(wanted.network(), wanted.training(), seed, train);
  }

  private void students(Training.Task task, Teacher teacher, Path draft) {
    Map<String, Training.Arm> arms = methods(false, teacher);
    if (has(Arms.LABEL_ONLY)) {
      arms.put(Arms.LABEL_ONLY, Training.Arm.alone(Objectives.labels()));
    }
    if (has(Arms.LABEL_SMOOTHED)) {
      arms.put(Arms.LABEL_SMOOTHED, Training.Arm.alone(new CrossEntropy(SMOOTHING)));
    }
    if (has(Arms.PERMUTED_TEACHER)) {
      Teacher permuted = new PermutedTeacher(teacher, seed.child(Arms.PERMUTED_TEACHER));
      arms.put(Arms.PERMUTED_TEACHER, new Training.Arm(first(), Optional.of(permuted)));
    }
    if (!has(Arms.RANDOM_TEACHER)) {
      train("students", task, arms, draft);
      return;
    }
    try (Teacher random = randomTeacher(task.train())) {
      arms.put(Arms.RANDOM_TEACHER, new Training.Arm(first(), Optional.of(random)));
      train("students", task, arms, draft);
    }
  }

  /** The methods that see unlabelled images, or those that do not. */
  private Map<String, Training.Arm> methods(boolean unlabelled, Teacher teacher) {
    Map<String, Training.Arm> arms = new LinkedHashMap<>();
    for (Study.Method method : wanted.methods()) {
      if (method.unlabelled() == unlabelled) {
        arms.put(method.name(), new Training.Arm(Objectives.of(method), Optional.of(teacher)));
      }
    }
    return arms;
  }

  /** The loss that controls with another teacher use: that of the first method. */
  private Loss first() {
    return Objectives.of(wanted.methods().get(0));
  }

  private Teacher randomTeacher(ImageSet train) {
    Training.Task untrained =
        networks.task(
            study.teach().network(),
            study.teach().training(),
            seed.child(Arms.RANDOM_TEACHER),
            train);
    return new Predictor(
        new StoredModel(untrained.spec(), Training.initial(untrained)), Networks.precision(study));
  }

  private void unlabelled(Teacher teacher, Path draft) {
    Map<String, Training.Arm> arms = methods(true, teacher);
    if (!arms.isEmpty()) {
      try (ImageSet train = shown(roles.withUnlabelled(budget), 1)) {
        train("unlabelled", task(train), arms, draft);
      }
    }
  }

  /** What it knows by heart, not what it gets right, chooses its epoch. */
  private void byHeart(Training.Task task, Path draft) {
    DealtLabels dealt = DealtLabels.of(task.train(), seed.child(Arms.RANDOM_LABELS));
    Training.Task byHeart = task.with(dealt, dealt.first(task.selection().size()));
    train(
        Arms.RANDOM_LABELS,
        byHeart,
        Map.of(Arms.RANDOM_LABELS, Training.Arm.alone(Objectives.labels())),
        draft);
  }

  private void selfDistilled(Training.Task task, Path draft) {
    try (Teacher teacher =
        Models.teacher(draft.resolve(Arms.LABEL_ONLY), Networks.precision(study))) {
      Training.Arm arm = new Training.Arm(first(), Optional.of(teacher));
      train(Arms.SELF_DISTILLED, task, Map.of(Arms.SELF_DISTILLED, arm), draft);
    }
  }

  private void write(String arm, Training.Task task, Training.Trained trained, Path draft) {
    ModelId id = new ModelId(arm, replicate, budget);
    networks.write(id, task.spec(), trained, draft.resolve(arm));
  }

  private void train(String part, Training.Task task, Map<String, Training.Arm> arms, Path draft) {
    if (arms.isEmpty()) {
      return;
    }
    double all = Arms.students(study).size() - (has(Arms.UNTRAINED) ? 1 : 0);
    new Training(task, arms)
        .run(
            context.checkpoints(part),
            fraction -> context.progress().accept((done + fraction * arms.size()) / all))
        .forEach((arm, trained) -> write(arm, task, trained, draft));
    done += arms.size();
  }
}
