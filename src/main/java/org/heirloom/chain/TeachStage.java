package org.heirloom.chain;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.heirloom.Seed;
import org.heirloom.distill.Objectives;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/** Trains the teachers: one unit of work per replicate. */
public final class TeachStage implements Stage {
  private static final String TEACHER = "teacher";

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
        .with("teach", study.teach())
        .values();
  }

  @Override
  public List<String> units(StageContext context) {
    return IntStream.range(0, context.study().teach().replicates())
        .mapToObj(ModelId::teacherUnit)
        .toList();
  }

  @Override
  public void run(String unit, StageContext context, Path draft) {
    Study study = context.study();
    int replicate = units(context).indexOf(unit);
    Roles roles = new Roles(context);
    Networks networks = new Networks(context);
    Training.Task task =
        networks.task(
            study.teach().network(),
            study.teach().training(),
            new Seed(study.seed()).child("teach").child(replicate),
            roles.training(study.teach().budget()));
    Training training =
        new Training(task, Map.of(TEACHER, Training.Arm.alone(Objectives.labels())));
    Training.Trained trained = training.run(context.checkpoints(), context.progress()).get(TEACHER);
    networks.write(task, trained, draft);
  }
}
