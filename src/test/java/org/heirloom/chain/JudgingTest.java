package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.heirloom.Seed;
import org.heirloom.data.Datasets;
import org.heirloom.data.Example;
import org.heirloom.data.creature.Creatures;
import org.heirloom.data.creature.Drawing;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.Explainer;
import org.heirloom.explain.Explainers;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.model.Array;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.study.Study;
import org.heirloom.study.StudyFile;
import org.heirloom.study.Vocabulary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every measure and every threat on a small network that was never trained. */
class JudgingTest {
  private static final int EXAMPLES = 5;
  private static final List<String> EXPLAINERS = List.of("grad-cam", "random", "edge");

  private static Study study;
  private static StoredModel network;
  private static StoredModel teacher;
  private static List<Measured> measured;

  @BeforeAll
  static void judge() {
    TensorFlowRuntime.start(2);
    study =
        StudyFile.load(
                Path.of("configs/tiny.yaml"),
                List.of(
                    "explain.measures=[" + String.join(",", Vocabulary.MEASURES.names()) + "]",
                    "explain.judging.substrates=[noise]",
                    "explain.judging.stepCounts=[4]",
                    "explain.judging.tieOrders=2",
                    "explain.judging.removed=[0.3, 0.6]",
                    "explain.judging.removals=6",
                    "explain.judging.changes=2",
                    "explain.robustness.corruptions=[jpeg, fog]",
                    "explain.robustness.severities=[1, 3]",
                    "explain.robustness.attacks=[fgsm, pgd]",
                    "explain.robustness.epsilons=[0, 8]",
                    "explain.robustness.explainers=[grad-cam, edge]"))
            .study();
    network = untrained(4);
    teacher = untrained(5);
    measured = all(EXAMPLES);
  }

  private static StoredModel untrained(long seed) {
    List<Example> examples = examples(8);
    LabelledImages images =
        new LabelledImages(
            examples.stream().map(Example::pixels).toList(),
            examples.stream().mapToInt(Example::label).toArray());
    ModelSpec spec = ModelSpec.of(new Study.Network("resnet-8", 4, "mean"), 4, images);
    return new StoredModel(
        spec,
        Training.initial(
            new Training.Task(spec, study.teach().training(), new Seed(seed), images, images)));
  }

  private static List<Example> examples(int count) {
    Creatures creatures =
        new Creatures(Datasets.settings(study.data()), new Seed(study.seed()).child("data"));
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Drawing drawing = creatures.draw(i);
      examples.add(
          new Example(
              "creature-%07d".formatted(i),
              drawing.label(),
              "test",
              drawing.pixels(),
              drawing.factors(),
              drawing.masks()));
    }
    return examples;
  }

  private static Judged judged(int count) {
    List<Example> examples = examples(count);
    ExplainRequest request =
        new ExplainRequest(
            examples.stream().map(Example::id).toList(),
            Array.ofImages(examples.stream().map(Example::pixels).toList()),
            new int[count]);
    Map<String, SaliencyMaps> maps = new LinkedHashMap<>();
    for (String name : EXPLAINERS) {
      try (Explainer explainer = explainer(name, network::apply)) {
        maps.put(name, explainer.explain(request));
      }
    }
    return new Judged(
        study,
        network,
        Optional.of(teacher),
        request,
        maps,
        examples,
        JudgingTest::explainer,
        List.of(.5f, .5f, .5f),
        new Seed(7),
        Optional.empty());
  }

  private static Explainer explainer(String name, NetworkFunction of) {
    return Explainers.named(
        name, new Explainers.Setting(of, "stage3", 32, 32, 3, new Seed(3).child(name)));
  }

  private static List<Measured> all(int count) {
    Judged judged = judged(count);
    List<Measured> all = new ArrayList<>(new Judging(judged).all(List.of()));
    all.addAll(new Surviving(judged, Optional.of(teacher)).all());
    return all;
  }

  private static List<Measured> of(String metric, String subject) {
    return measured.stream()
        .filter(m -> m.metric().equals(metric) && m.subject().equals(subject))
        .toList();
  }

  @Test
  void everyMeasureAnswersForEveryExplainerAndExampleOnce() {
    for (String metric :
        List.of(
            "gini",
            "entropy",
            "mean-intensity",
            "part-importance",
            "road",
            "faithfulness-correlation",
            "infidelity",
            "max-sensitivity",
            "lipschitz",
            "sanity",
            "tied-pixels")) {
      for (String explainer : EXPLAINERS) {
        assertThat(of(metric, explainer)).as(metric + " " + explainer).hasSize(EXAMPLES);
      }
    }
    Set<String> once =
        measured.stream()
            .map(m -> m.metric() + "|" + m.subject() + "|" + m.example())
            .collect(Collectors.toSet());
    assertThat(once).hasSameSizeAs(measured);
  }

  @Test
  void everyValueIsANumberOrSaysWhyNot() {
    assertThat(measured)
        .allSatisfy(
            m -> {
              assertThat(MetricCatalogue.find(m.metric())).as(m.metric()).isPresent();
              assertThat(Double.isFinite(m.value()) || !m.flag().isEmpty())
                  .as(m.toString())
                  .isTrue();
            });
  }

  @Test
  void exampleHasTheSameValuesWhateverElseIsJudged() {
    List<Measured> fewer = all(2);

    assertThat(measured).containsAll(fewer);
  }

  @Test
  void controlsDoNotNoticeThatLayersAreRandom() {
    for (String control : List.of("random", "edge")) {
      assertThat(of("sanity", control)).allSatisfy(m -> assertThat(m.value()).isGreaterThan(.999));
      assertThat(of("relevance-mass", control + "/randomised")).hasSize(EXAMPLES);
    }
    assertThat(of("max-sensitivity", "random")).allSatisfy(m -> assertThat(m.value()).isZero());
  }

  @Test
  void curvesAreMeasuredAgainOnOtherGround() {
    for (String variant : List.of("/noise", "/4-steps", "/random-ties")) {
      assertThat(of("insertion", "edge" + variant)).as(variant).hasSize(EXAMPLES);
      assertThat(of("deletion", "edge" + variant)).as(variant).hasSize(EXAMPLES);
    }
  }

  @Test
  void attackOfNoSizeChangesNoAnswer() {
    assertThat(of("robust-accuracy", "fgsm/0"))
        .extracting(Measured::value)
        .containsExactlyElementsOf(
            of("robust-accuracy", "clean/0").stream().map(Measured::value).toList());
  }

  @Test
  void threatsAreSummedUpByExample() {
    Measured summary = of("corrupted-accuracy", "").get(0);
    double sum = 0;
    for (String subject : List.of("jpeg/1", "jpeg/3", "fog/1", "fog/3")) {
      sum += of("robust-accuracy", subject).get(0).value();
    }

    assertThat(summary.value()).isEqualTo(sum / 4);
    assertThat(of("corrupted-map", "edge")).hasSize(EXAMPLES);
    assertThat(of("corrupted-agreement", "")).hasSize(EXAMPLES);
    assertThat(of("robust-map-agreement", "edge/fog/3"))
        .allSatisfy(m -> assertThat(m.value()).isGreaterThan(.999));
    assertThat(of("robust-accuracy", "transfer-pgd/8")).hasSize(EXAMPLES);
  }

  @Test
  void layersAreRandomisedFromTheTopAndWithTheirRunningStatistics() {
    assertThat(network.layersFromTheTop())
        .containsExactly("head", "stage3", "stage2", "stage1", "stem");
    StoredModel random = network.randomised(Set.of("head", "stage3"), new Seed(1));
    StoredModel other = network.randomised(Set.of("stage2"), new Seed(1));

    Set<String> changed = new TreeSet<>();
    network
        .weights()
        .arrays()
        .forEach(
            (name, array) -> {
              boolean same =
                  java.util.Arrays.equals(array.values(), random.weights().get(name).values());
              if (!same) {
                changed.add(name.substring(0, name.indexOf('/')));
              }
            });
    assertThat(changed).containsExactly("classifier", "stage3");
    assertThat(random.weights().get("stage3/block1/conv1/variance").values()).containsOnly(1);
    assertThat(other.weights().get("stage3/block1/conv1/kernel").values())
        .containsExactly(network.weights().get("stage3/block1/conv1/kernel").values());
    assertThat(random.weights().get("stage3/block1/conv1/kernel").values())
        .isNotEqualTo(random.weights().get("stage3/block1/conv2/kernel").values());
  }
}
