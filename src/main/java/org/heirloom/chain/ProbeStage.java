package org.heirloom.chain;

import java.nio.file.Path;
import java.util.List;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/** Asks every network what it answers and what it knows: one unit of work per network. */
public final class ProbeStage implements Stage {
  static final String TEST_LOGITS = "logits-test.npy";
  static final String TCAV = "tcav.json";
  static final String CAUSAL = "causal.json";
  static final String PDM = "pdm.json";
  static final String CODES = "codes.json";
  static final String SHORTCUTS = "shortcuts.json";

  /**
   * One cell of TCAV as it is stored: see {@link org.heirloom.probe.TcavFinding}.
   *
   * @param low lower bound of the score's interval
   * @param high its upper bound
   * @param flag empty, or why the score must not be used
   */
  record Finding(
      String layer,
      String concept,
      String className,
      double score,
      double low,
      double high,
      double p,
      double correctedP,
      double familyP,
      double welchP,
      double cohensD,
      double differenceScore,
      double sensitivity,
      double risingShare,
      double accuracy,
      double stability,
      String flag) {}

  @Override
  public String name() {
    return "probe";
  }

  @Override
  public String meaning() {
    return "asks what the networks answer and know";
  }

  @Override
  public List<String> inputs() {
    return List.of("examples", "sample", "teach", "distill");
  }

  @Override
  public Object reads(Study study, Path studyFolder) {
    return Part.of(study)
        .seed()
        .arms()
        .with("data.source", study.data().source())
        .with("data.sizePixels", study.data().sizePixels())
        .with("data.generator", study.data().generator())
        .with("probe", study.probe())
        .with("probe.tcav.folder", ConceptSets.fingerprint(study, studyFolder))
        .with("retain.confidence", study.retain().confidence())
        .values();
  }

  @Override
  public List<String> units(StageContext context) {
    return ModelId.all(context.study()).stream().map(ModelId::unit).toList();
  }

  @Override
  public void run(String unit, StageContext context, Path draft) {
    TensorFlowRuntime.start(context.study().compute().threads());
    new Probing(context, ModelId.ofUnit(context.study(), unit)).write(draft);
  }
}
