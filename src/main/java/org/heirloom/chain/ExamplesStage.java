package org.heirloom.chain;

import java.lang.ref.SoftReference;
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
  private static SoftReference<Opened> opened = new SoftReference<>(null);

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
    return dataset(context).shards();
  }

  @Override
  public void run(String unit, StageContext context, Path draft) {
    ExampleShards.write(dataset(context), unit, draft);
  }

  /**
   * Opened once a run in each process: a listing of millions of files is not made for every unit.
   */
  private static synchronized Dataset dataset(StageContext context) {
    Opened last = opened.get();
    if (last == null || !last.run().equals(context.run())) {
      last = new Opened(context.run(), dataset(context.study(), context.studyFolder()));
      opened = new SoftReference<>(last);
    }
    return last.dataset();
  }

  private record Opened(String run, Dataset dataset) {}

  private static Dataset dataset(Study study, Path studyFolder) {
    return Datasets.open(study.data(), seed(study), studyFolder);
  }

  /** The seed of a generated data set. */
  static Seed seed(Study study) {
    return new Seed(study.seed()).child("data");
  }
}
