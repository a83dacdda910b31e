package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.heirloom.data.Concept;
import org.heirloom.data.Example;
import org.heirloom.data.ExampleShards;
import org.heirloom.data.SampleEntry;
import org.heirloom.data.SampleManifest;
import org.heirloom.image.JpegQuantiser;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.heirloom.model.CompressedImages;
import org.heirloom.model.ConceptualImages;
import org.heirloom.model.ImageSet;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.ShardImages;
import org.heirloom.stage.StageContext;
import org.heirloom.study.Jpeg;

/** The sampled examples of a study, by role. */
final class Roles {
  private static final long MOST_BYTES_IN_MEMORY = 400_000_000;

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

  /** The images that choose an epoch, which are like those that networks learn from. */
  LabelledImages selection() {
    LabelledImages images = images("selection");
    return inMemory(asLearnt(images, images.labels()));
  }

  /** With the study's cue of compression, if it has one. */
  private ImageSet asLearnt(ImageSet images, int[] labels) {
    Jpeg jpeg = context.study().data().jpeg();
    if (!jpeg.asked()) {
      return images;
    }
    BitSet compressed = new BitSet(labels.length);
    for (int i = 0; i < labels.length; i++) {
      compressed.set(i, jpeg.compresses(labels[i]));
    }
    return new CompressedImages(images, compressed, JpegQuantiser.of(jpeg.quality()));
  }

  private static LabelledImages inMemory(ImageSet images) {
    int[] all = IntStream.range(0, images.size()).toArray();
    return new LabelledImages(images.pixels(all), images.labels());
  }

  /** The training images of a budget. Close them. */
  ImageSet training(double budget) {
    return open(budget, training(budget, entry -> entry.label()));
  }

  /** All training images; those beyond the budget without their labels. Close them. */
  ImageSet withUnlabelled(double budget) {
    Set<String> labelled = new HashSet<>();
    training(budget, SampleEntry::label).accept(entry -> labelled.add(entry.id()));
    return open(
        1,
        training(1, entry -> labelled.contains(entry.id()) ? entry.label() : ImageSet.UNLABELLED));
  }

  /** Streams the entries of a budget, with other labels. */
  private Consumer<Consumer<SampleEntry>> training(
      double budget, ToIntFunction<SampleEntry> label) {
    Path file = trainingFile(budget);
    return sink ->
        SampleManifest.stream(
            file,
            e -> sink.accept(new SampleEntry(e.id(), label.applyAsInt(e), e.shard(), e.offset())));
  }

  /** The same with the concepts that the generator has put into each image, for losses that ask. */
  ImageSet withConcepts(ImageSet images, double budget) {
    List<float[]> rows = new ArrayList<>(images.size());
    read(SampleManifest.read(trainingFile(budget)), example -> rows.add(Concept.shown(example)));
    int concepts = rows.get(0).length;
    float[] all = new float[rows.size() * concepts];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, all, i * concepts, concepts);
    }
    return new ConceptualImages(images, new Array(all, rows.size(), concepts));
  }

  private Path trainingFile(double budget) {
    return sample.resolve((budget == 1 ? "train" : "train-" + budget) + ".tsv");
  }

  /** In memory if that is small, else read from the shards as they are asked for. */
  private ImageSet open(double budget, Consumer<Consumer<SampleEntry>> entries) {
    ShardImages shards = new ShardImages(entries, shard -> context.input("examples", shard));
    List<Integer> labels = new ArrayList<>(shards.size());
    training(budget, SampleEntry::label).accept(entry -> labels.add(entry.label()));
    ImageSet images = asLearnt(shards, labels.stream().mapToInt(i -> i).toArray());
    int size = context.study().data().sizePixels();
    if ((long) images.size() * size * size * 3 > MOST_BYTES_IN_MEMORY) {
      return images;
    }
    try (images) {
      return inMemory(images);
    }
  }
}
