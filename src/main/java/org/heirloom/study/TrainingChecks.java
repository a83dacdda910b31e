package org.heirloom.study;

import java.util.List;
import org.heirloom.study.Study.Distill;
import org.heirloom.study.Study.Method;
import org.heirloom.study.Study.Network;
import org.heirloom.study.Study.Training;

/** What must hold for teachers and students. */
final class TrainingChecks {
  private static final int MOST_REPLICATES = 100;
  private static final int MOST_SAMPLES = 1_000_000_000;

  /** Controls that train with the loss of the first method. */
  private static final List<String> AS_THE_FIRST_METHOD =
      List.of("random-teacher", "permuted-teacher", "self-distilled");

  private TrainingChecks() {}

  static void check(Study study, Scope root) {
    Scope teach = root.in("teach");
    teach.range("replicates", study.teach().replicates(), 1, MOST_REPLICATES);
    BroughtChecks.teacher(study, teach);
    budget(study, teach);
    network(study, study.teach().network(), teach.in("network"));
    training(study, study.teach().training(), teach.in("training"));
    teach.require(
        !study.teach().sameBudget() || study.teach().budget() == 1,
        "sameBudget",
        "teachers see what their students see, so budget says nothing. Got true beside budget %s. Expected budget 1, or sameBudget false."
            .formatted(Text.number(study.teach().budget())));
    Scope distill = root.in("distill");
    distill.range("replicates", study.distill().replicates(), 1, MOST_REPLICATES);
    network(study, study.distill().network(), distill.in("network"));
    training(study, study.distill().training(), distill.in("training"));
    arms(study, distill);
  }

  private static void budget(Study study, Scope teach) {
    double budget = study.teach().budget();
    teach.range("budget", budget, "(0, 1]");
    if (teach.problems().sound(List.of("sample.budgets"))) {
      teach.require(
          budget == 1 || study.sample().budgets().contains(budget),
          "budget",
          "not a budget that is drawn. Got %s. Expected 1 or one of sample.budgets, %s."
              .formatted(Text.number(budget), study.sample().budgets()));
    }
  }

  private static void network(Study study, Network network, Scope scope) {
    scope.known("architecture", network.architecture(), Vocabulary.ARCHITECTURES);
    scope.range("width", network.width(), 1, 512);
    scope.known("pooling", network.pooling(), Vocabulary.POOLINGS);
    int pixels = study.data().sizePixels();
    boolean sound = scope.problems().sound(List.of("data.sizePixels"));
    ArchitectureFamily.member(network.architecture())
        .filter(member -> sound && pixels < member.leastPixels())
        .ifPresent(
            member ->
                scope.refuse(
                    "architecture",
                    "needs larger images. Got %s. Expected data.sizePixels of at least %d, it is %d."
                        .formatted(
                            Text.quote(network.architecture()), member.leastPixels(), pixels)));
  }

  /** What must hold for a recipe, whatever is trained by it. */
  static void training(Study study, Training training, Scope scope) {
    scope.range("samples", training.samples(), 1, MOST_SAMPLES);
    scope.range("batchSize", training.batchSize(), 2, 65_536);
    scope.known("optimizer", training.optimizer(), Vocabulary.OPTIMIZERS);
    scope.range("learningRate", training.learningRate(), "(0, 100]");
    scope.range("momentum", training.momentum(), "[0, 1)");
    scope.range("weightDecay", training.weightDecay(), "[0, 1)");
    scope.known("schedule", training.schedule(), Vocabulary.SCHEDULES);
    scope.range("warmup", training.warmup(), "[0, 1)");
    scope.range("jpeg.share", training.jpeg().share(), "[0, 1]");
    scope.range("jpeg.quality", training.jpeg().quality(), 1, 100);
    if (scope.sound("samples", "batchSize")) {
      scope.require(
          training.batchSize() <= training.samples(),
          "batchSize",
          "larger than the samples of the whole training. Got %d. Expected at most samples, %d."
              .formatted(training.batchSize(), training.samples()));
    }
    int most = study.data().sizePixels() / 2;
    scope.require(
        !scope.problems().sound(List.of("data.sizePixels"))
            || (training.cropPixels() >= 0 && training.cropPixels() <= most),
        "cropPixels",
        "out of range. Got %d. Expected a whole number from 0 to %d, half of data.sizePixels."
            .formatted(training.cropPixels(), most));
  }

  private static void arms(Study study, Scope scope) {
    Distill distill = study.distill();
    if (distill.brought().isEmpty()) {
      scope.filled("methods", distill.methods());
    }
    scope.known("controls", distill.controls(), Vocabulary.CONTROLS);
    scope.require(
        !distill.controls().contains("self-distilled") || distill.controls().contains("label-only"),
        "controls",
        "self-distilled without label-only, which teaches it. Got %s. Expected both."
            .formatted(distill.controls()));
    boolean noMethod = distill.methods().isEmpty() && !distill.brought().isEmpty();
    scope.require(
        !noMethod || distill.controls().stream().noneMatch(AS_THE_FIRST_METHOD::contains),
        "controls",
        "does as the first method does, and there is none. Got %s. Expected none of %s without distill.methods."
            .formatted(distill.controls(), AS_THE_FIRST_METHOD));
    ObjectiveChecks objectives = new ObjectiveChecks(study);
    for (int i = 0; i < distill.methods().size(); i++) {
      Scope at = scope.in("methods[" + i + "]");
      name(distill.heirs(), i, at);
      method(objectives, distill.methods().get(i), at);
    }
    for (int i = 0; i < distill.brought().size(); i++) {
      Scope at = scope.in("brought[" + i + "]");
      name(distill.heirs(), distill.methods().size() + i, at);
      BroughtChecks.student(distill.brought().get(i), at);
    }
  }

  /** A student's name is a file's, and that of nothing before it. */
  private static void name(List<String> names, int index, Scope scope) {
    String name = names.get(index);
    StudyChecks.fileName(scope, "name", name);
    scope.require(
        !name.equals("teacher") && !Vocabulary.CONTROLS.contains(name),
        "name",
        "taken by the teacher or a control. Got %s. Expected another name."
            .formatted(Text.quote(name)));
    scope.require(
        names.indexOf(name) == index,
        "name",
        "stands twice. Got %s. Expected a name of its own.".formatted(Text.quote(name)));
  }

  private static void method(ObjectiveChecks objectives, Method method, Scope scope) {
    scope.range("labelWeight", method.labelWeight(), "[0, 1000]");
    scope.require(
        !method.objectives().isEmpty(),
        "objectives",
        "is empty, so nothing is distilled. Got []. Expected at least one. The control label-only"
            + " trains on labels alone.");
    for (int i = 0; i < method.objectives().size(); i++) {
      objectives.check(method.objectives().get(i), scope.in("objectives[" + i + "]"));
    }
  }
}
