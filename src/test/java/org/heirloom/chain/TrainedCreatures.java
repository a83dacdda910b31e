package org.heirloom.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.Concept;
import org.heirloom.data.ConceptImages;
import org.heirloom.data.Datasets;
import org.heirloom.data.Example;
import org.heirloom.data.PixelConcept.Category;
import org.heirloom.data.creature.Creatures;
import org.heirloom.data.creature.Drawing;
import org.heirloom.distill.Objectives;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.tensorflow.Predictor;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.Toy;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.probe.Activations;
import org.heirloom.probe.CavClassifiers;
import org.heirloom.probe.DissectedLayer;
import org.heirloom.probe.Dissection;
import org.heirloom.probe.DissectionSettings;
import org.heirloom.probe.InformationFinding;
import org.heirloom.probe.InformationProbe;
import org.heirloom.probe.InformationSettings;
import org.heirloom.probe.Inspection;
import org.heirloom.probe.Representations;
import org.heirloom.probe.Tcav;
import org.heirloom.probe.TcavFinding;
import org.heirloom.probe.TcavInput;
import org.heirloom.probe.TcavSettings;
import org.heirloom.study.Jpeg;
import org.heirloom.study.Study;
import org.heirloom.study.StudyFile;

/** A network trained on the quickstart's creatures, and what the probes say of it. */
final class TrainedCreatures {
  static final int SIZE = 32;
  static final int CLASSES = 8;
  static final List<String> COINS = List.of("first-coin", "second-coin", "third-coin");
  static final List<String> LAYERS = List.of("stage3");

  /** The first example that is kept for tests; those before it may be trained on. */
  private static final int SELECTION = 6000;

  private static final int PROBE = 6400;
  private static final int CLASS_EXAMPLES = 40;

  final Study study;
  final Creatures creatures;
  final StoredModel model;

  private TrainedCreatures(Study study, Creatures creatures, StoredModel model) {
    this.study = study;
    this.creatures = creatures;
    this.model = model;
  }

  static TrainedCreatures train(int width, int samples, Seed seed) {
    Study study =
        StudyFile.load(java.nio.file.Path.of("configs/quickstart.yaml"), List.of()).study();
    Creatures creatures = new Creatures(Datasets.settings(study.data()), new Seed(1));
    LabelledImages train = images(creatures, 0, SELECTION);
    ModelSpec spec = ModelSpec.of(new Study.Network("resnet-8", width, "mean"), CLASSES, train);
    Study.Training recipe =
        new Study.Training(
            samples,
            64,
            "momentum",
            0.1,
            0.9,
            5e-4,
            "cosine",
            0.05,
            2,
            true,
            Jpeg.Augmentation.NONE);
    Training.Task task =
        new Training.Task(spec, recipe, seed, train, images(creatures, SELECTION, PROBE));
    return new TrainedCreatures(
        study,
        creatures,
        new StoredModel(
            spec,
            new Training(task, Map.of("teacher", Training.Arm.alone(Objectives.labels())))
                .run(Toy.noCheckpoints(), done -> {})
                .get("teacher")
                .weights()));
  }

  /** Creatures with their classes. */
  static LabelledImages images(Creatures creatures, int from, int to) {
    List<Pixels> pixels = new ArrayList<>();
    int[] labels = new int[to - from];
    for (int i = from; i < to; i++) {
      Drawing drawing = creatures.draw(i);
      pixels.add(drawing.pixels());
      labels[i - from] = drawing.label();
    }
    return new LabelledImages(pixels, labels);
  }

  /** The share of test examples that it gets right. */
  double accuracy() {
    int first = study.data().generator().examples() - 1000;
    if (!creatures.isTest(first)) {
      throw new AssertionError("not a test example: " + first);
    }
    LabelledImages test = images(creatures, first, first + 1000);
    try (Predictor predictor = new Predictor(model)) {
      int[] predicted = Predictor.classes(predictor.logits(test.pixels()));
      return IntStream.range(0, predicted.length)
          .mapToDouble(i -> predicted[i] == test.labels()[i] ? 1 : 0)
          .average()
          .orElseThrow();
    }
  }

  /** What TCAV says of concepts, against 99 pseudo-concepts. */
  List<TcavFinding> tcav(List<Concept> concepts, Seed seed) {
    ConceptImages images = new ConceptImages(study.data());
    try (Activations network = new Activations(model::apply, LAYERS, SIZE, SIZE, 3)) {
      Map<String, Representations> shown = new LinkedHashMap<>();
      concepts.forEach(
          c -> shown.put(c.text(), pooled(network, c.text(), images.render(c, 200, SIZE, seed))));
      List<Pixels> pool = images.random(Concept.Kind.FACTOR, 800, SIZE, seed.child("pool"));
      return Tcav.findings(
          new TcavInput(LAYERS, pooled(network, "random", pool), shown, gradients(network)),
          new TcavSettings(
              10, 99, CavClassifiers.named("logistic"), 0.01, 0.3, 0.95, seed.child("sets")));
    }
  }

  private Map<String, Representations> gradients(Activations network) {
    List<Example> probe = probe(400);
    Map<String, Representations> classes = new LinkedHashMap<>();
    for (int label = 0; label < CLASSES; label++) {
      int k = label;
      List<Example> chosen =
          probe.stream().filter(e -> e.label() == k).limit(CLASS_EXAMPLES).toList();
      int[] labels = new int[chosen.size()];
      Arrays.fill(labels, label);
      classes.put("kind-" + label, network.gradients(ids(chosen), pixels(chosen), labels));
    }
    return classes;
  }

  private static Representations pooled(Activations network, String name, List<Pixels> images) {
    List<String> ids = IntStream.range(0, images.size()).mapToObj(i -> name + " " + i).toList();
    return network.forward(ids, Array.ofImages(images)).pooled();
  }

  /** What its layer tells of factors, by factor. */
  Map<String, InformationFinding> information(List<String> factors) {
    InformationProbe probe =
        new InformationProbe(
            new InformationSettings(LAYERS, factors, true, 1000, 39, 8, 0.05, new Seed(7)));
    inspect(probe, new Activations(model::apply, LAYERS, SIZE, SIZE, 3));
    return probe.details().stream()
        .collect(Collectors.toMap(InformationFinding::factor, Function.identity()));
  }

  /** Its units beside the masks of some categories, at the matched quantile. */
  DissectedLayer dissected(Set<Category> categories, Set<String> concepts) {
    Dissection dissection =
        new Dissection(
            new DissectionSettings(
                LAYERS, 0.005, true, 0.04, true, categories, concepts, 19, new Seed(8)));
    inspect(dissection, new Activations(model::apply, Set.of(), Set.copyOf(LAYERS), SIZE, SIZE, 3));
    return dissection.dissected().get(0);
  }

  private void inspect(org.heirloom.probe.Probe probe, Activations activations) {
    List<Example> examples = probe(400);
    try (activations) {
      new Inspection(examples::forEach, examples.size(), activations, Optional.empty())
          .run(List.of(probe), done -> {});
    }
  }

  /** Examples that it was not trained on. */
  private List<Example> probe(int n) {
    List<Example> examples = new ArrayList<>();
    for (int i = PROBE; i < PROBE + n; i++) {
      Drawing drawing = creatures.draw(i);
      examples.add(
          new Example(
              "e" + i,
              drawing.label(),
              "train",
              drawing.pixels(),
              withCoins(drawing.factors(), i),
              drawing.masks()));
    }
    return examples;
  }

  /** Beside the causes of an image some that have no part in it. */
  private static Map<String, Double> withCoins(Map<String, Double> factors, int example) {
    Map<String, Double> all = new LinkedHashMap<>(factors);
    RandomStream random = new Seed(9).child(example).stream();
    COINS.forEach(coin -> all.put(coin, (double) random.nextInt(2)));
    return all;
  }

  private static List<String> ids(List<Example> examples) {
    return examples.stream().map(Example::id).toList();
  }

  private static Array pixels(List<Example> examples) {
    return Array.ofImages(examples.stream().map(Example::pixels).toList());
  }

  /** The classes whose code has the concept's value. */
  List<String> classesWith(Concept concept) {
    return ConceptImages.definedBy(concept, study.data()).stream().map(k -> "kind-" + k).toList();
  }
}
