package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        .with("teachers", ModelId.taught(study))
        .with("teach.network", study.teach().network())
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
    List<Double> budgets = context.study().sample().budgets();
    int number = units(context).indexOf(unit);
    ModelId student =
        new ModelId(Arms.UNTRAINED, number / budgets.size(), budgets.get(number % budgets.size()));
    new Distilling(context, student).write(draft);
  }
}
