package org.heirloom.chain;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.distill.Objectives;
import org.heirloom.model.ImageSet;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/** Trains the teachers, or takes in the one that is brought: one unit of work per replicate. */
public final class TeachStage implements Stage {
  @Override
  public String name() {
    return "teach";
  }

  @Override
  public String meaning() {
    return "trains the teachers";
  }

  @Override
  public List<String> inputs() {
    return List.of("examples", "sample");
  }

  @Override
  public Object reads(Study study, Path studyFolder) {
    return Part.of(study)
        .seed()
        .with("data.sizePixels", study.data().sizePixels())
        .with("data.jpeg", study.data().jpeg())
        .with("teach", BroughtNetworks.teach(study, studyFolder))
        .with("teachers", ModelId.taught(study))
        .values();
  }

  @Override
  public List<String> units(StageContext context) {
    return ModelId.taught(context.study()).stream().map(ModelId::unit).toList();
  }

  @Override
  public void run(String unit, StageContext context, Path draft) {
    Study study = context.study();
    ModelId model = ModelId.ofUnit(study, unit);
    if (model.isTeacher() && study.teach().model().given()) {
      BroughtNetworks.writeTeacher(context, draft);
      return;
    }
    Networks networks = new Networks(context);
    Seed seed =
        new Seed(study.seed())
            .child(model.isTeacher() ? "teach" : model.arm())
            .child(model.replicate());
    try (ImageSet train = new Roles(context).training(model.budget())) {
      Training.Task task =
          networks.task(study.teach().network(), study.teach().training(), seed, train);
      Map<String, Training.Arm> arms = Map.of(model.arm(), Training.Arm.alone(Objectives.labels()));
      Training.Trained trained =
          new Training(task, arms)
              .run(context.checkpoints(model.arm()), context.progress())
              .get(model.arm());
      networks.write(model, task.spec(), trained, draft);
    }
  }
}
