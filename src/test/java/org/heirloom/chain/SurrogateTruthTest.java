package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heirloom.Seed;
import org.heirloom.data.Datasets;
import org.heirloom.data.creature.Creatures;
import org.heirloom.data.creature.Drawing;
import org.heirloom.distill.Objectives;
import org.heirloom.distill.SoftTargets;
import org.heirloom.evaluate.InsertionDeletion;
import org.heirloom.evaluate.Localisation;
import org.heirloom.evaluate.Substrate;
import org.heirloom.explain.AttentiveSurrogate;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.Explainer;
import org.heirloom.explain.Explainers;
import org.heirloom.explain.MaskObjective;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.Precision;
import org.heirloom.model.tensorflow.GraphTraining;
import org.heirloom.model.tensorflow.Predictor;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.model.tensorflow.Toy;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.study.ExplainerSettings;
import org.heirloom.study.Jpeg;
import org.heirloom.study.Study;
import org.heirloom.study.StudyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A surrogate of a network trained on creatures, of which the truth is known. */
class SurrogateTruthTest {
  private static final int SIZE = 32;
  private static final int EXAMPLES = 64;

  private static Creatures creatures;
  private static LabelledImages train;
  private static LabelledImages selection;
  private static StoredModel target;
  private static AttentiveSurrogate surrogate;
  private static ExplainRequest request;
  private static final List<byte[]> EVIDENCE = new ArrayList<>();

  @BeforeAll
  static void fit() {
    TensorFlowRuntime.start(2);
    Study study =
        StudyFile.load(java.nio.file.Path.of("configs/quickstart.yaml"), List.of()).study();
    creatures = new Creatures(Datasets.settings(study.data()), new Seed(1));
    train = TrainedCreatures.images(creatures, 0, 3000);
    selection = TrainedCreatures.images(creatures, 3000, 3200);
    target = trained("resnet-8", 16_000, Training.Arm.alone(Objectives.labels()));
    StoredModel student = distilled("attentive-resnet-8");
    ExplainerSettings.Masks masks = new ExplainerSettings.Masks(16, 6400, .003, .125, 1, .5, .01);
    GraphTraining.Task task =
        new GraphTraining.Task(
            "masks",
            new MaskObjective(student, target::apply, masks),
            recipe(masks.samples(), "adam", masks.learningRate()),
            new Seed(4),
            train,
            selection,
            Precision.FLOAT32);
    surrogate =
        new AttentiveSurrogate(
            student, new GraphTraining(task).run(Toy.noCheckpoints(), done -> {}).weights());
    request = request();
  }

  private static ExplainRequest request() {
    List<String> ids = new ArrayList<>();
    List<Pixels> pixels = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      Drawing drawing = creatures.draw(7000 + i);
      ids.add("creature-" + i);
      pixels.add(drawing.pixels());
      EVIDENCE.add(drawing.masks().get(Explaining.EVIDENCE));
    }
    try (Predictor predictor = new Predictor(target)) {
      return new ExplainRequest(
          ids, Array.ofImages(pixels), Predictor.classes(predictor.logits(pixels)));
    }
  }

  private static Study.Training recipe(int samples, String optimizer, double rate) {
    return new Study.Training(
        samples, 64, optimizer, rate, .9, 5e-4, "cosine", .05, 2, true, Jpeg.Augmentation.NONE);
  }

  private static StoredModel trained(String architecture, int samples, Training.Arm arm) {
    ModelSpec spec = ModelSpec.of(new Study.Network(architecture, 8, "mean"), 8, train);
    Training.Task task =
        new Training.Task(spec, recipe(samples, "momentum", .1), new Seed(2), train, selection);
    return new StoredModel(
        spec,
        new Training(task, Map.of("one", arm))
            .run(Toy.noCheckpoints(), done -> {})
            .get("one")
            .weights());
  }

  private static StoredModel distilled(String architecture) {
    try (Predictor teacher = new Predictor(target)) {
      return trained(
          architecture, 12_000, new Training.Arm(new SoftTargets(4), Optional.of(teacher)));
    }
  }

  /** Share of images that two networks give to the same class. */
  private static double agreement(StoredModel one, StoredModel other, List<Pixels> images) {
    try (Predictor first = new Predictor(one);
        Predictor second = new Predictor(other)) {
      int[] a = Predictor.classes(first.logits(images));
      int[] b = Predictor.classes(second.logits(images));
      double same = 0;
      for (int i = 0; i < a.length; i++) {
        same += a[i] == b[i] ? 1.0 / a.length : 0;
      }
      return same;
    }
  }

  private static SaliencyMaps maps(String explainer, AttentiveSurrogate of) {
    Explainers.Setting setting =
        new Explainers.Setting(target::apply, "stage3", SIZE, SIZE, 3, new Seed(5)).with(of);
    try (Explainer made = Explainers.named(explainer, setting)) {
      return made.explain(request);
    }
  }

  /** Mean relevance mass and pointing on the evidence. */
  private static double[] localisation(SaliencyMaps maps) {
    double mass = 0;
    double pointing = 0;
    int defined = 0;
    for (int i = 0; i < EXAMPLES; i++) {
      Localisation found = Localisation.of(maps.values().row(i), EVIDENCE.get(i));
      if (!Double.isNaN(found.mass())) {
        mass += found.mass();
        pointing += found.pointing();
        defined++;
      }
    }
    return new double[] {mass / defined, pointing / defined};
  }

  private static AttentiveSurrogate withRandomWeights() {
    return surrogate.randomised(Set.copyOf(surrogate.layersFromTheTop("attentive")), new Seed(6));
  }

  @Test
  void studentAnswersAsItsNetworkDoesNoWorseThanOneWithoutAttention() {
    List<Pixels> test = TrainedCreatures.images(creatures, 7100, 7700).pixels();

    double attentive = agreement(surrogate.student(), target, test);
    double plain = agreement(distilled("resnet-8"), target, test);

    assertThat(attentive).isGreaterThan(0.75).isGreaterThan(plain - 0.03);
  }

  @Test
  void masksNeitherShowAllNorNothing() {
    SaliencyMaps masks = maps("attentive", surrogate);

    double mean = 0;
    for (float value : masks.values().values()) {
      mean += value / masks.values().values().length;
    }
    assertThat(mean).isBetween(0.02, 0.8);
    assertThat(masks.flags()).filteredOn(flag -> !flag.isEmpty()).hasSizeLessThan(EXAMPLES / 10);
  }

  @Test
  void masksLieOnTheEvidenceMoreThanNoiseDoesAndLoseThatWithTheirWeights() {
    double[] noise = localisation(maps("random", surrogate));
    for (String explainer : List.of("attentive", "attentive-cam")) {
      double[] trained = localisation(maps(explainer, surrogate));
      double[] randomised = localisation(maps(explainer, withRandomWeights()));

      assertThat(trained[0]).as(explainer + " mass").isGreaterThan(1.2 * noise[0]);
      assertThat(trained[1]).as(explainer + " pointing").isGreaterThan(1.5 * noise[1]);
      assertThat(randomised[0]).as(explainer + " mass at random").isLessThan(0.85 * trained[0]);
      // A class activation at random points somewhere as often as it likes: no test of the
      // ablation.
      if (explainer.equals("attentive")) {
        assertThat(randomised[1]).as("pointing at random").isLessThan(0.7 * trained[1]);
      }
    }
  }

  @Test
  void whatMasksShowMattersToTheNetworkItself() {
    double[] masks = areas(maps("attentive", surrogate));
    double[] noise = areas(maps("random", surrogate));

    assertThat(masks[0]).as("insertion").isGreaterThan(noise[0] + 0.1);
    assertThat(masks[1]).as("deletion").isLessThan(noise[1]);
  }

  /** Mean areas under insertion and deletion on the network. */
  private static double[] areas(SaliencyMaps maps) {
    InsertionDeletion.Setting setting =
        new InsertionDeletion.Setting(
            SIZE,
            SIZE,
            3,
            32,
            Substrate.named("blur", target.spec().mean(), SIZE),
            Substrate.named("mean", target.spec().mean(), SIZE));
    double[] areas = new double[2];
    try (InsertionDeletion measure = new InsertionDeletion(target::apply, setting)) {
      for (InsertionDeletion.Curves curves : measure.curves(request, maps)) {
        areas[0] += curves.insertion().area() / EXAMPLES;
        areas[1] += curves.deletion().area() / EXAMPLES;
      }
    }
    return areas;
  }
}
