package org.heirloom.chain;

import java.util.List;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageRegistry;

/** The stages that a pipeline can name: a new one is one class and one line here. */
public final class Stages implements StageRegistry {

  @Override
  public List<Stage> stages() {
    return List.of(
        new ExamplesStage(),
        new SampleStage(),
        new TeachStage(),
        new DistillStage(),
        new SurrogateStage(),
        new ProbeStage(),
        new ExplainStage(),
        new RetainStage(),
        new ReportStage());
  }

  @Override
  public String natives() {
    return "TensorFlow 2.16.2, ONNX Runtime 1.21.1";
  }
}
