package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.heirloom.data.creature.Factor;
import org.heirloom.distill.Objectives;
import org.heirloom.evaluate.Attacks;
import org.heirloom.evaluate.Measures;
import org.heirloom.evaluate.PrototypeRobustness;
import org.heirloom.evaluate.Substrate;
import org.heirloom.explain.Explainers;
import org.heirloom.image.Corruption;
import org.heirloom.model.Footprint;
import org.heirloom.model.tensorflow.ClassGradients;
import org.heirloom.probe.CavClassifiers;
import org.heirloom.probe.KnownCauses;
import org.heirloom.stage.Pipeline;
import org.heirloom.stage.PipelineReader;
import org.heirloom.stage.Stage;
import org.heirloom.study.ArchitectureFamily;
import org.heirloom.study.Pooling;
import org.heirloom.study.SeenFactors;
import org.heirloom.study.Study;
import org.heirloom.study.Vocabulary;
import org.junit.jupiter.api.Test;

/** The names that a study can use are those that are implemented, and no others. */
class VocabularyTest {

  @Test
  void objectivesAreImplemented() {
    assertThat(Set.copyOf(Vocabulary.OBJECTIVES.names())).isEqualTo(Objectives.names());
  }

  @Test
  void explainersAreImplemented() {
    assertThat(Set.copyOf(Vocabulary.EXPLAINERS.names())).isEqualTo(Explainers.meanings().keySet());
  }

  @Test
  void measuresAreImplemented() {
    assertThat(Set.copyOf(Vocabulary.MEASURES.names())).isEqualTo(Measures.meanings().keySet());
  }

  @Test
  void classifiersAreImplemented() {
    assertThat(Vocabulary.CLASSIFIERS.names()).containsExactlyElementsOf(CavClassifiers.names());
  }

  @Test
  void modesOfTcavAreImplemented() {
    assertThat(Vocabulary.SENSITIVITIES.names())
        .containsExactlyElementsOf(
            Arrays.stream(ClassGradients.Target.values())
                .map(target -> target.name().toLowerCase(Locale.ROOT))
                .toList());
  }

  @Test
  void substratesAreImplemented() {
    assertThat(Vocabulary.SUBSTRATES.names()).isEqualTo(Substrate.NAMES);
  }

  @Test
  void corruptionsAndAttacksAreImplemented() {
    assertThat(Vocabulary.CORRUPTIONS.names())
        .containsExactly(
            Stream.of(Corruption.values()).map(Corruption::label).toArray(String[]::new));
    assertThat(Vocabulary.ATTACKS.names()).isEqualTo(Attacks.NAMES);
    assertThat(Vocabulary.PROTOTYPE_ATTACKS.names()).isEqualTo(PrototypeRobustness.NAMES);
  }

  @Test
  void controlsAreImplemented() {
    assertThat(Vocabulary.CONTROLS.names())
        .containsExactlyInAnyOrder(
            Arms.LABEL_ONLY,
            Arms.LABEL_SMOOTHED,
            Arms.RANDOM_LABELS,
            Arms.UNTRAINED,
            Arms.RANDOM_TEACHER,
            Arms.PERMUTED_TEACHER,
            Arms.SELF_DISTILLED,
            Arms.SECOND_TEACHER);
  }

  @Test
  void architecturesAreImplementedWithTheseLayers() {
    for (String name : Vocabulary.ARCHITECTURES.examples()) {
      List<String> layers = ArchitectureFamily.member(name).orElseThrow().layers(Pooling.ATTENTION);
      Study.Network network = new Study.Network(name, 4, "mean");

      assertThat(Footprint.of(network, Footprint.images(64, 3), 2).layers().keySet())
          .as(name)
          .containsExactlyElementsOf(layers.subList(0, layers.size() - 1));
      assertThat(Vocabulary.LAYERS.names()).as(name).containsSubsequence(layers);
    }
  }

  @Test
  void networksOfPrototypesHaveTheLayersThatAreNamed() {
    assertThat(ArchitectureFamily.member("resnet-8").orElseThrow().layers(Pooling.PROTOTYPES))
        .containsExactly("stem", "stage1", "stage2", "stage3", "similarities", "pooled")
        .allMatch(Vocabulary.LAYERS::contains);
  }

  @Test
  void factorsAreTheClassAndThoseOfTheGenerator() {
    List<String> known = new ArrayList<>(List.of(KnownCauses.CLASS));
    Arrays.stream(Factor.values()).map(Factor::label).forEach(known::add);

    assertThat(Vocabulary.FACTORS.names()).isEqualTo(known);
  }

  @Test
  void rangesThatTrainingMayBeLimitedToAreThoseOfTheGenerator() {
    Map<String, SeenFactors.Range> seen = new LinkedHashMap<>();
    Arrays.stream(Factor.values())
        .filter(Factor::isSeen)
        .forEach(f -> seen.put(f.label(), new SeenFactors.Range(f.low(), f.high())));

    assertThat(SeenFactors.all()).containsExactlyEntriesOf(seen);
  }

  @Test
  void pipelinesNameStagesThatThereAre() {
    List<String> stages = new Stages().stages().stream().map(Stage::name).toList();

    for (String pipeline : List.of("audit", "train")) {
      assertThat(PipelineReader.read(Path.of("pipelines/" + pipeline + ".yaml")).stages())
          .extracting(Pipeline.Step::stage)
          .isSubsetOf(stages);
    }
    assertThat(PipelineReader.read(Path.of("pipelines/audit.yaml")).stages())
        .extracting(Pipeline.Step::stage)
        .containsExactlyElementsOf(stages);
  }
}
