package org.heirloom.chain;

import java.nio.file.Path;
import java.util.List;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/**
 * Fits the networks that explainers need beside the one they explain; no part of the chain where a
 * study names no such explainer.
 */
public final class SurrogateStage implements Stage {
  static final String NAME = "surrogate";

  /** What a unit may leave for the scorecard and the report. */
  static final String ROWS = "rows.csv";

  private static final List<SurrogateFamily> FAMILIES =
      List.of(new AttentiveFamily(), new AutoencoderFamily());

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String meaning() {
    return "fits what explainers need beside a network";
  }

  @Override
  public List<String> inputs() {
    return List.of("examples", "sample", "teach", "distill");
  }

  @Override
  public boolean needed(Study study) {
    return FAMILIES.stream().anyMatch(family -> family.needed(study));
  }

  /** Files of rows that its units left, for a later stage; none where it is not needed. */
  static List<Path> rows(StageContext context) {
    if (families(context.study()).isEmpty()) {
      return List.of();
    }
    return context.inputUnits(NAME).stream()
        .map(unit -> context.input(NAME, unit).resolve(ROWS))
        .filter(java.nio.file.Files::exists)
        .toList();
  }

  /** What a study needs. */
  static List<SurrogateFamily> families(Study study) {
    return FAMILIES.stream().filter(family -> family.needed(study)).toList();
  }

  @Override
  public Object reads(Study study, Path studyFolder) {
    Part part = Part.of(study).seed().arms().with("data.sizePixels", study.data().sizePixels());
    families(study).forEach(family -> family.reads(study, part));
    return part.values();
  }

  @Override
  public List<String> units(StageContext context) {
    Study study = context.study();
    return families(study).stream().flatMap(family -> family.units(study).stream()).toList();
  }

  @Override
  public void run(String unit, StageContext context, Path draft) {
    Study study = context.study();
    TensorFlowRuntime.start(study.compute().threads());
    families(study).stream()
        .filter(family -> family.units(study).contains(unit))
        .forEach(family -> family.run(unit, context, draft));
  }
}
