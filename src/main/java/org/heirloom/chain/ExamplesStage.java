package org.heirloom.chain;

import java.nio.file.Path;
import java.util.List;
import org.heirloom.Seed;
import org.heirloom.data.Dataset;
import org.heirloom.data.Datasets;
import org.heirloom.data.ExampleShards;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/** Turns a data set into example shards: one unit of work per shard. */
public final class ExamplesStage implements Stage {

  @Override
  public String name() {
    return "examples";
  }

  @Override
  public String meaning() {
    return "reads or draws the examples";
  }

  @Override
  public List<String> inputs() {
    return List.of();
  }

  @Override
  public Object reads(Study study, Path studyFolder) {
    return Part.of(study).with("data", dataset(study, studyFolder).fingerprint()).values();
  }

  @Override
  public List<String> units(StageContext context) {
    return dataset(context.study(), context.studyFolder()).shards();
  }

  @Override
  public void run(String unit, StageContext context, Path draft) {
    ExampleShards.write(dataset(context.study(), context.studyFolder()), unit, draft);
  }

  private static Dataset dataset(Study study, Path studyFolder) {
    return Datasets.open(study.data(), seed(study), studyFolder);
  }

  /** The seed of a generated data set. */
  static Seed seed(Study study) {
    return new Seed(study.seed()).child("data");
  }
}
