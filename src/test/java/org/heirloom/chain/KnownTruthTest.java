package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.Concept;
import org.heirloom.data.ConceptImages;
import org.heirloom.data.creature.Creatures;
import org.heirloom.data.creature.Drawing;
import org.heirloom.data.creature.Factor;
import org.heirloom.data.creature.Intervention;
import org.heirloom.evaluate.Localisation;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.Explained;
import org.heirloom.explain.Explainer;
import org.heirloom.explain.Explainers;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.heirloom.model.Weights;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.probe.Activations;
import org.heirloom.probe.InformationFinding;
import org.heirloom.probe.ReverseCorrelation;
import org.heirloom.probe.TcavFinding;
import org.heirloom.study.ExplainerSettings;
import org.heirloom.study.StudyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A teacher trained on creatures, of which the truth is known: probes and maps must find it. */
class KnownTruthTest {

  private static final ExplainerSettings MODEST =
      new ExplainerSettings(
          new ExplainerSettings.SmoothGrad(16, .1),
          new ExplainerSettings.IntegratedGradients(16, "mean"),
          new ExplainerSettings.Occlusion(8, 4, "mean"),
          new ExplainerSettings.Rise(320, 8, .5, "centred", 0, "mean"),
          new ExplainerSettings.Lime(250, "slic", 25, .25, 1),
          StudyFile.defaults().explain().settings().attentive());

  private static TrainedCreatures trained;
  private static Creatures creatures;
  private static StoredModel teacher;

  @BeforeAll
  static void train() {
    TensorFlowRuntime.start(2);
    trained = TrainedCreatures.train(16, 24_000, new Seed(2));
    creatures = trained.creatures;
    teacher = trained.model;
  }

  @Test
  void teacherReaches95PercentOnTestExamples() {
    assertThat(trained.accuracy()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void conceptThatDefinesClassesIsSignificantAndIndependentOnesAreNot() {
    List<Concept> concepts = ConceptImages.defaults(trained.study.data());
    List<TcavFinding> findings = trained.tcav(concepts, new Seed(3));

    for (Concept defining : concepts.subList(0, 2)) {
      List<TcavFinding> significant =
          findings.stream()
              .filter(f -> f.concept().equals(defining.text()))
              .filter(f -> f.score() > 0.9 && f.significant(0.05))
              .toList();
      // Some class depends on it, and only classes that have it: never one that shows another
      // value.
      assertThat(significant).as(defining.text()).isNotEmpty();
      assertThat(significant)
          .allSatisfy(f -> assertThat(trained.classesWith(defining)).contains(f.className()));
    }
    for (Concept independent : concepts.subList(2, 4)) {
      assertThat(findings)
          .filteredOn(f -> f.concept().equals(independent.text()))
          .as(independent.text())
          .isNotEmpty()
          .noneMatch(f -> f.significant(0.01));
    }
  }

  @Test
  void whatMakesAClassMovesItsLogitMoreThanAnythingElse() {
    List<String> factors =
        Arrays.stream(Factor.values()).filter(Factor::intrinsic).map(Factor::label).toList();
    List<String> coded = creatures.code().factors().stream().map(Factor::label).toList();
    ReverseCorrelation reverse = new ReverseCorrelation(factors);
    try (Activations network =
        new Activations(
            teacher::apply,
            TrainedCreatures.LAYERS,
            TrainedCreatures.SIZE,
            TrainedCreatures.SIZE,
            3)) {
      for (int i = 0; i < 800; i++) {
        Drawing drawing =
            creatures.drawFree(i, List.of(new Intervention.SetFactor(Factor.CLUTTER, 0)));
        Array image = Array.ofImages(List.of(drawing.pixels()));
        reverse.add(
            drawing.factors(),
            drawing.pixels(),
            network.forward(List.of("free " + i), image).logits().rowAsDoubles(0));
      }
    }

    double[][] bits = reverse.found(19, 0.05, new Seed(4)).bits();

    List<String> byMean =
        factors.stream()
            .sorted(Comparator.comparingDouble(f -> -meanOverClasses(bits, factors.indexOf(f))))
            .toList();
    assertThat(byMean.subList(0, coded.size())).containsExactlyInAnyOrderElementsOf(coded);
  }

  private static double meanOverClasses(double[][] bits, int factor) {
    return Arrays.stream(bits).mapToDouble(row -> row[factor]).average().orElseThrow();
  }

  @Test
  void layerTellsWhatMakesTheClassAndLittleOfWhatDoesNot() {
    Map<String, InformationFinding> found =
        trained.information(List.of("class", "texture", "head", "mouth", "hue"));

    // Of eight classes 3 bits can be told, of four textures 2; a texture has two classes, which one
    // Gaussian does not fit, and so loses some.
    assertThat(found.get("class").bits()).isBetween(2.7, 3.05);
    assertThat(found.get("texture").bits()).isBetween(1.3, 2.05);
    assertThat(found.get("texture").significant()).isTrue();
    assertThat(found.get("texture").redundancy())
        .isGreaterThan(3 * Math.max(0.01, found.get("mouth").redundancy()));
    assertThat(found.get("mouth").bits()).isLessThan(0.3);
  }

  /** Mean relevance mass and pointing of Grad-CAM, and of random maps. */
  private static double[] localisation(StoredModel model, String explainer, int examples) {
    List<String> ids = new ArrayList<>();
    List<Pixels> pixels = new ArrayList<>();
    List<byte[]> masks = new ArrayList<>();
    int[] classes = new int[examples];
    for (int i = 0; i < classes.length; i++) {
      Drawing drawing = creatures.draw(7000 + i);
      ids.add("creature-" + i);
      pixels.add(drawing.pixels());
      masks.add(drawing.masks().get(Explaining.EVIDENCE));
      classes[i] = drawing.label();
    }
    Array images = Array.ofImages(pixels);
    double mass = 0;
    double pointing = 0;
    int defined = 0;
    try (Explainer made =
        Explainers.named(
            explainer,
            new Explainers.Setting(
                new Explained.Inside(model::apply),
                "stage3",
                TrainedCreatures.SIZE,
                TrainedCreatures.SIZE,
                3,
                model.spec().mean(),
                MODEST,
                new Seed(5)))) {
      SaliencyMaps maps = made.explain(new ExplainRequest(ids, images, classes));
      for (int i = 0; i < classes.length; i++) {
        Localisation found = Localisation.of(maps.values().row(i), masks.get(i));
        if (!Double.isNaN(found.mass())) {
          mass += found.mass();
          pointing += found.pointing();
          defined++;
        }
      }
    }
    return new double[] {mass / defined, pointing / defined};
  }

  @Test
  void gradCamLooksAtTheEvidenceMoreThanNoiseDoesAndLosesThatWithItsWeights() {
    double[] trained = localisation(teacher, "grad-cam", 96);
    double[] noise = localisation(teacher, "random", 96);
    double[] randomised = localisation(withRandomWeights(), "grad-cam", 96);

    assertThat(trained[0]).as("mass").isGreaterThan(1.3 * noise[0]);
    assertThat(trained[1]).as("pointing").isGreaterThan(1.3 * noise[1]);
    assertThat(randomised[0]).as("mass without weights").isLessThan(0.8 * trained[0]);
    assertThat(randomised[1]).as("pointing without weights").isLessThan(0.8 * trained[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cam",
        "gradient",
        "gradient-x-input",
        "smooth-grad",
        "integrated-gradients",
        "occlusion",
        "rise",
        "lime"
      })
  void everyExplainerLooksAtTheEvidenceMoreThanNoiseDoes(String explainer) {
    double[] trained = localisation(teacher, explainer, 48);
    double[] noise = localisation(teacher, "random", 48);

    assertThat(trained[0]).as("mass").isGreaterThan(1.1 * noise[0]);
    assertThat(trained[1]).as("pointing").isGreaterThan(1.1 * noise[1]);
  }

  /** The teacher with every kernel's values in random order. */
  private static StoredModel withRandomWeights() {
    Map<String, Array> arrays = new TreeMap<>(teacher.weights().arrays());
    RandomStream random = new Seed(6).stream();
    arrays.replaceAll(
        (name, array) -> {
          if (!name.endsWith("/kernel")) {
            return array;
          }
          float[] shuffled = new float[array.values().length];
          int[] order = random.permutation(shuffled.length);
          for (int i = 0; i < shuffled.length; i++) {
            shuffled[i] = array.values()[order[i]];
          }
          return new Array(shuffled, array.shape());
        });
    return new StoredModel(teacher.spec(), new Weights(arrays));
  }
}
