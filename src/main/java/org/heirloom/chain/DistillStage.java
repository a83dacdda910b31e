package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.Seed;
import org.heirloom.distill.Objectives;
import org.heirloom.model.History;
import org.heirloom.model.tensorflow.Predictor;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/**
 * Trains the students: one unit of work per replicate and budget, which holds every method and
 * control, so that they share the initial weights, the order of the data and the teacher's outputs.
 */
public final class DistillStage implements Stage {

  @Override
  public String name() {
    return "distill";
  }

  @Override
  public String meaning() {
    return "distils the students and trains their controls";
  }

  @Override
  public List<String> inputs() {
    return List.of("examples", "sample", "teach");
  }

  @Override
  public Object reads(Study study, Path studyFolder) {
    return Part.of(study)
        .seed()
        .with("data.sizePixels", study.data().sizePixels())
        .with("teach.replicates", study.teach().replicates())
        .with("sample.budgets", study.sample().budgets())
        .with("distill", study.distill())
        .values();
  }

  @Override
  public List<String> units(StageContext context) {
    List<String> units = new ArrayList<>();
    for (int replicate = 0; replicate < context.study().distill().replicates(); replicate++) {
      for (double budget : context.study().sample().budgets()) {
        units.add(ModelId.studentUnit(replicate, budget));
      }
    }
    return units;
  }

  @Override
  public void run(String unit, StageContext context, Path draft) {
    Study study = context.study();
    List<Double> budgets = study.sample().budgets();
    int number = units(context).indexOf(unit);
    int replicate = number / budgets.size();
    Networks networks = new Networks(context);
    Training.Task task =
        networks.task(
            study.distill().network(),
            study.distill().training(),
            new Seed(study.seed()).child("distill").child(replicate),
            new Roles(context).training(budgets.get(number % budgets.size())));
    try (Predictor teacher =
        new Predictor(StoredModel.read(ModelId.teacherOf(context, replicate)))) {
      new Training(task, arms(study.distill(), teacher))
          .run(context.checkpoints(), context.progress())
          .forEach((arm, trained) -> networks.write(task, trained, draft.resolve(arm)));
    }
    if (study.distill().controls().contains(Arms.UNTRAINED)) {
      Training.Trained untrained =
          new Training.Trained(Training.initial(task), new History(List.of(), -1));
      networks.write(task, untrained, draft.resolve(Arms.UNTRAINED));
    }
  }

  private static Map<String, Training.Arm> arms(Study.Distill distill, Predictor teacher) {
    Map<String, Training.Arm> arms = new LinkedHashMap<>();
    distill
        .methods()
        .forEach(
            method ->
                arms.put(
                    method.name(), new Training.Arm(Objectives.of(method), Optional.of(teacher))));
    if (distill.controls().contains(Arms.LABEL_ONLY)) {
      arms.put(Arms.LABEL_ONLY, Training.Arm.alone(Objectives.labels()));
    }
    return arms;
  }
}
