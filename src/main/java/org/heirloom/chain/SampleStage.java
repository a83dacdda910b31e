package org.heirloom.chain;

import java.nio.file.Path;
import java.util.List;
import org.heirloom.Seed;
import org.heirloom.data.ExampleShards;
import org.heirloom.data.HashSampling;
import org.heirloom.data.SampleManifest;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Study;

/**
 * Assigns examples to roles and budgets. One unit of work, which reads the shards' indexes alone.
 */
public final class SampleStage implements Stage {
  static final String UNIT = "all";
  static final String REPORT = "report.json";

  @Override
  public String name() {
    return "sample";
  }

  @Override
  public String meaning() {
    return "assigns examples to roles and budgets";
  }

  @Override
  public List<String> inputs() {
    return List.of("examples");
  }

  @Override
  public Object reads(Study study, Path studyFolder) {
    return Part.of(study).seed().with("sample", study.sample()).values();
  }

  @Override
  public List<String> units(StageContext context) {
    return List.of(UNIT);
  }

  @Override
  public void run(String unit, StageContext context, Path draft) {
    Study study = context.study();
    List<String> shards = context.inputUnits("examples");
    List<String> classes = ExampleShards.classes(context.input("examples", shards.get(0)));
    HashSampling.Chosen chosen =
        new HashSampling(study.sample(), new Seed(study.seed()).child("sample"), classes)
            .choose(
                sink ->
                    shards.forEach(
                        shard ->
                            ExampleShards.index(context.input("examples", shard), shard, sink)));
    chosen
        .manifests()
        .forEach((name, entries) -> SampleManifest.write(draft.resolve(name + ".tsv"), entries));
    Files.json(draft.resolve(REPORT), chosen.report());
    Files.lines(draft.resolve("classes.txt"), classes);
  }
}
