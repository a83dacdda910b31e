package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/**
 * Trains the students: one unit of work per replicate and budget, which holds every method and
 * control, so that they share the initial weights, the order of the data and the teacher's outputs;
 * and takes in those that are brought, one unit each.
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
        .with("data.jpeg", study.data().jpeg())
        .with("teachers", ModelId.taught(study))
        .with("teach.network", study.teach().network())
        .with("sample.budgets", study.sample().budgets())
        .with("distill", BroughtNetworks.distill(study, studyFolder))
        .values();
  }

  @Override
  public List<String> units(StageContext context) {
    Study study = context.study();
    List<String> units = trained(study);
    study.distill().brought().forEach(s -> units.add(ModelId.broughtUnit(s.name())));
    return units;
  }

  private static List<String> trained(Study study) {
    List<String> units = new ArrayList<>();
    int replicates = study.distill().trains() ? study.distill().replicates() : 0;
    for (int replicate = 0; replicate < replicates; replicate++) {
      for (double budget : study.sample().budgets()) {
        units.add(ModelId.studentUnit(replicate, budget));
      }
    }
    return units;
  }

  @Override
  public void run(String unit, StageContext context, Path draft) {
    Study study = context.study();
    int number = units(context).indexOf(unit);
    int trained = trained(study).size();
    if (number >= trained) {
      BroughtNetworks.writeStudent(context, study.distill().brought().get(number - trained), draft);
      return;
    }
    List<Double> budgets = study.sample().budgets();
    new Distilling(context, number / budgets.size(), budgets.get(number % budgets.size()))
        .write(draft);
  }
}
