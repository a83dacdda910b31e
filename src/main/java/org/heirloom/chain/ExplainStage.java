package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.data.SampleEntry;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/** Explains the saliency examples: one unit of work per network and batch of examples. */
public final class ExplainStage implements Stage {

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String meaning() {
    return "draws saliency maps and judges them";
  }

  @Override
  public List<String> inputs() {
    return List.of("examples", "sample", "teach", "distill", SurrogateStage.NAME);
  }

  @Override
  public Object reads(Study study, Path studyFolder) {
    return Part.of(study)
        .seed()
        .arms()
        .with("data.source", study.data().source())
        .with("data.sizePixels", study.data().sizePixels())
        .with("data.generator", study.data().generator())
        .with("data.jpeg", study.data().jpeg())
        .with("explain", BroughtMaps.explain(study, studyFolder))
        .values();
  }

  @Override
  public List<String> units(StageContext context) {
    List<String> units = new ArrayList<>();
    int batches = batches(context).size();
    for (ModelId model : ModelId.all(context.study())) {
      for (int batch = 0; batch < batches; batch++) {
        units.add(unit(model, batch));
      }
    }
    return units;
  }

  static String unit(ModelId model, int batch) {
    return "%s-batch-%03d".formatted(model.unit(), batch);
  }

  /** The saliency examples, cut into batches. */
  static List<List<SampleEntry>> batches(StageContext context) {
    List<SampleEntry> entries = new Roles(context).entries("saliency");
    int size = context.study().explain().batchSize();
    List<List<SampleEntry>> batches = new ArrayList<>();
    for (int from = 0; from < entries.size(); from += size) {
      batches.add(entries.subList(from, Math.min(entries.size(), from + size)));
    }
    return batches;
  }

  @Override
  public void run(String unit, StageContext context, Path draft) {
    TensorFlowRuntime.start(context.study().compute().threads());
    List<List<SampleEntry>> batches = batches(context);
    for (ModelId model : ModelId.all(context.study())) {
      for (int batch = 0; batch < batches.size(); batch++) {
        if (unit(model, batch).equals(unit)) {
          new Explaining(context, model, batches.get(batch)).write(draft);
        }
      }
    }
  }
}
