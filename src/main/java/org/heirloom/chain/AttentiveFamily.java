package org.heirloom.chain;

import java.nio.file.Path;
import java.util.List;
import org.heirloom.explain.Explainers;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/** Attentive surrogates: one unit of work per network that is explained. */
final class AttentiveFamily implements SurrogateFamily {
  private static final String PREFIX = "attentive-";

  @Override
  public boolean needed(Study study) {
    return isNeeded(study);
  }

  static boolean isNeeded(Study study) {
    return study.explain().explainers().stream().anyMatch(Explainers::asksSurrogate);
  }

  @Override
  public void reads(Study study, Part part) {
    part.with("distill.training", study.distill().training())
        .with("explain.settings.attentive", study.explain().settings().attentive());
  }

  @Override
  public List<String> units(Study study) {
    return ModelId.all(study).stream().map(AttentiveFamily::unit).toList();
  }

  private static String unit(ModelId model) {
    return PREFIX + model.unit();
  }

  /** Folder of a network's surrogate. */
  static Path folder(StageContext context, ModelId model) {
    return context.input(SurrogateStage.NAME, unit(model));
  }

  @Override
  public void run(String unit, StageContext context, Path draft) {
    ModelId model = ModelId.ofUnit(context.study(), unit.substring(PREFIX.length()));
    new Surrogating(context, model).write(draft);
  }
}
