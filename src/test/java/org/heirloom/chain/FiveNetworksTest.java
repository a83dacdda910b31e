package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.Seed;
import org.heirloom.data.Concept;
import org.heirloom.data.PixelConcept.Category;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.probe.DissectedLayer;
import org.heirloom.probe.InformationFinding;
import org.heirloom.probe.TcavFinding;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Five networks that know what tells their classes, as their accuracy shows: every probe finds it
 * in them, and nothing that has no part in the classes more often than it says.
 */
class FiveNetworksTest {
  private static final int NETWORKS = 5;
  private static final List<String> DEFINING = List.of("texture", "eyes", "ears", "head");
  private static final List<String> INDEPENDENT = List.of("mouth", "hue", "body", "age");

  private static final List<TrainedCreatures> TRAINED = new ArrayList<>();

  @BeforeAll
  static void train() {
    TensorFlowRuntime.start(2);
    for (int network = 0; network < NETWORKS; network++) {
      TRAINED.add(TrainedCreatures.train(8, 20_000, new Seed(100 + network)));
    }
  }

  @Test
  void networksKnowTheirClasses() {
    assertThat(TRAINED).allSatisfy(trained -> assertThat(trained.accuracy()).isGreaterThan(0.75));
  }

  @Test
  void tcavFindsWhatDefinesClassesAndNothingElse() {
    Concept defining = Concept.parse("factor/texture/stripes");
    List<Concept> independent =
        List.of(Concept.parse("factor/mouth/open"), Concept.parse("factor/hue/red"));
    List<Concept> all = new ArrayList<>(independent);
    all.add(defining);
    int falselyFound = 0;
    for (TrainedCreatures trained : TRAINED) {
      List<TcavFinding> findings = trained.tcav(all, new Seed(3));

      assertThat(of(findings, defining))
          .anySatisfy(
              finding -> {
                assertThat(finding.significant(0.05)).isTrue();
                assertThat(finding.score()).isGreaterThan(0.9);
                assertThat(trained.classesWith(defining)).contains(finding.className());
              });
      for (Concept concept : independent) {
        falselyFound +=
            of(findings, concept).stream().anyMatch(finding -> finding.significant(0.05)) ? 1 : 0;
      }
    }

    // Ten tests, each corrected over classes, at 5 %: more than two in one of a hundred cases.
    assertThat(falselyFound).isLessThanOrEqualTo(2);
  }

  private static List<TcavFinding> of(List<TcavFinding> findings, Concept concept) {
    return findings.stream().filter(f -> f.concept().equals(concept.text())).toList();
  }

  @Test
  void informationFindsWhatDefinesClassesAndNothingElse() {
    List<String> factors = new ArrayList<>(DEFINING);
    factors.addAll(INDEPENDENT);
    factors.addAll(TrainedCreatures.COINS);
    int falselyFound = 0;
    for (TrainedCreatures trained : TRAINED) {
      Map<String, InformationFinding> found = trained.information(factors);

      assertThat(DEFINING)
          .allSatisfy(
              factor -> {
                assertThat(found.get(factor).significant()).isTrue();
                assertThat(found.get(factor).redundancy()).isGreaterThan(0.1);
              });
      // A layer may still know what it was shown; the decision does not hang on it.
      assertThat(INDEPENDENT)
          .allSatisfy(factor -> assertThat(found.get(factor).redundancy()).isBetween(-0.02, 0.02));
      falselyFound +=
          TrainedCreatures.COINS.stream().anyMatch(coin -> found.get(coin).significant()) ? 1 : 0;
    }

    // Five tests, each corrected over factors, at 5 %: more than one in one of forty cases.
    assertThat(falselyFound).isLessThanOrEqualTo(1);
  }

  @Test
  void dissectionFindsDetectorsOfWhatDefinesClassesAndOfNothingElse() {
    for (TrainedCreatures trained : TRAINED) {
      DissectedLayer layer =
          trained.dissected(Set.of(Category.PART, Category.SHAPE, Category.TEXTURE), Set.of());

      assertThat(layer.detected())
          .anyMatch(name -> name.startsWith("texture/"))
          .noneMatch(name -> INDEPENDENT.stream().anyMatch(f -> name.startsWith(f + "/")));
    }
  }
}
