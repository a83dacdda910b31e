package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.heirloom.data.Example;
import org.heirloom.data.ExampleShards;
import org.heirloom.data.SampleEntry;
import org.heirloom.data.SampleManifest;
import org.heirloom.image.Pixels;
import org.heirloom.model.ImageSet;
import org.heirloom.model.LabelledImages;
import org.heirloom.stage.StageContext;

/** The sampled examples of a study, by role. */
final class Roles {
  private final StageContext context;
  private final Path sample;

  Roles(StageContext context) {
    this.context = context;
    this.sample = context.input("sample", SampleStage.UNIT);
  }

  /** Names of the classes, by label. */
  List<String> classes() {
    return ExampleShards.classes(sample);
  }

  /** The entries of a role, or of {@code train-<budget>}, in the order of their manifest. */
  List<SampleEntry> entries(String role) {
    return SampleManifest.read(sample.resolve(role + ".tsv"));
  }

  /** Streams examples. */
  void read(List<SampleEntry> entries, Consumer<Example> sink) {
    SampleManifest.read(entries, shard -> context.input("examples", shard), sink);
  }

  /** All examples of a role, in memory. */
  List<Example> examples(String role) {
    List<Example> examples = new ArrayList<>();
    read(entries(role), examples::add);
    return examples;
  }

  /** A role's images, in memory. */
  LabelledImages images(String role) {
    List<SampleEntry> entries = entries(role);
    List<Pixels> pixels = new ArrayList<>();
    read(entries, example -> pixels.add(example.pixels()));
    return new LabelledImages(pixels, entries.stream().mapToInt(SampleEntry::label).toArray());
  }

  /** The training images of a budget. */
  ImageSet training(double budget) {
    return images(budget == 1 ? "train" : "train-" + budget);
  }
}
