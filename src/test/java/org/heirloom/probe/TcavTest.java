package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.DataException;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.metrics.Measured;
import org.junit.jupiter.api.Test;

class TcavTest {
  private static final int CHANNELS = 12;
  private static final int POOL = 120;

  /** Activations are normal; a concept moves one channel; gradients have a mean and a spread. */
  private static double[][] normal(int n, RandomStream random) {
    double[][] rows = new double[n][CHANNELS];
    for (double[] row : rows) {
      for (int c = 0; c < CHANNELS; c++) {
        row[c] = random.nextGaussian();
      }
    }
    return rows;
  }

  private static double[][] moved(int n, int channel, double by, RandomStream random) {
    double[][] rows = normal(n, random);
    for (double[] row : rows) {
      row[channel] += by;
    }
    return rows;
  }

  private static Representations named(String prefix, double[][] rows) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      ids.add(prefix + i);
    }
    return new Representations(ids, Map.of("l", rows));
  }

  private static TcavSettings settings(int sets, int pseudoConcepts, long seed) {
    return new TcavSettings(
        sets, pseudoConcepts, CavClassifiers.named("logistic"), .01, .3, .95, new Seed(seed));
  }

  private static TcavInput input(
      double[][] pool, Map<String, Representations> concepts, double[][] gradients) {
    return new TcavInput(
        List.of("l"), named("pool", pool), concepts, Map.of("zebra", named("z", gradients)));
  }

  @Test
  void plantedConceptIsFoundAndAnUnrelatedOneIsNot() {
    int plantedFound = 0;
    int unrelatedFound = 0;
    int rounds = 60;
    for (int round = 0; round < rounds; round++) {
      RandomStream random = new Seed(round).stream();
      Map<String, Representations> concepts = new LinkedHashMap<>();
      concepts.put("planted", named("p", moved(24, 0, 3, random)));
      concepts.put("unrelated", named("u", moved(24, 1, 3, random)));
      double[][] gradients = moved(40, 0, 3, random);

      List<TcavFinding> findings =
          Tcav.findings(input(normal(POOL, random), concepts, gradients), settings(4, 19, round));

      plantedFound += findings.get(0).significant(.05) ? 1 : 0;
      unrelatedFound += findings.get(1).significant(.05) ? 1 : 0;
    }

    assertThat(plantedFound).isGreaterThan(48);
    // Of 60 at 5 % more than 8 would be found by chance in 0.3 % of all cases.
    assertThat(unrelatedFound).isLessThanOrEqualTo(8);
  }

  @Test
  void pIsUniformForConceptsThatAreRandomSets() {
    int rounds = 120;
    double[] p = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      RandomStream random = new Seed(round).stream();
      Map<String, Representations> concepts = Map.of("random", named("r", normal(15, random)));

      p[round] =
          Tcav.findings(
                  input(normal(60, random), concepts, moved(30, 0, 1, random)),
                  settings(3, 19, round))
              .get(0)
              .p();
    }

    // Kolmogorov–Smirnov against the uniform distribution on 1/20, ..., 1: 1.63/√120 at 1 %.
    Arrays.sort(p);
    double furthest = 0;
    for (int i = 0; i < rounds; i++) {
      furthest = Math.max(furthest, Math.abs((i + 1.0) / rounds - p[i]) - .05);
    }
    assertThat(furthest).isLessThan(1.63 / Math.sqrt(rounds));
  }

  @Test
  void linearNetworkHasScoresOfZeroOrOnePerRandomSet() {
    RandomStream random = new Seed(1).stream();
    double[][] gradients = new double[20][];
    Arrays.fill(gradients, moved(1, 3, 5, random)[0]);
    double[][] vectors = new double[5][];
    for (int r = 0; r < 5; r++) {
      vectors[r] = Matrices.unit(normal(1, random)[0]);
    }

    for (double score : Cell.of(vectors, gradients).scores()) {
      assertThat(score).isIn(0.0, 1.0);
    }
  }

  @Test
  void oppositeVectorHasTheOppositeScore() {
    RandomStream random = new Seed(2).stream();
    double[][] gradients = moved(33, 3, .4, random);
    double[] vector = Matrices.unit(normal(1, random)[0]);
    double[] opposite = new double[CHANNELS];
    Matrices.add(opposite, -1, vector);

    Cell cell = Cell.of(new double[][] {vector}, gradients);
    Cell other = Cell.of(new double[][] {opposite}, gradients);

    assertThat(other.score()).isCloseTo(1 - cell.score(), within(1e-12));
    assertThat(other.statistic(33)).isEqualTo(cell.statistic(33));
  }

  @Test
  void magnitudeIsTheRisingPartOfAllSensitivity() {
    double[][] gradients = {{3, 1}, {-1, 0}, {0, 7}};

    assertThat(Cell.risingShare(new double[][] {{1, 0}}, gradients)).isEqualTo(.75);
    assertThat(Cell.risingShare(new double[][] {{1, 0}, {-1, 0}}, gradients)).isEqualTo(.5);
    assertThat(Cell.risingShare(new double[][] {{1, 0}}, new double[3][2])).isNaN();
  }

  @Test
  void imagesKnownToShowAConceptAreNeverDrawnAgainstIt() {
    double[][] pool = normal(60, new Seed(14).stream());
    Set<String> showing = Set.of("pool0", "pool7", "pool59");

    List<Draw> draws =
        RandomSets.concept(
            named("pool", pool), named("c", Arrays.copyOf(pool, 15)), showing, 6, new Seed(1));

    for (Draw draw : draws) {
      assertThat(draw.positives()).hasSize(15).startsWith(60).endsWith(74);
      assertThat(draw.negatives()).hasSize(15).doesNotContain(0, 7, 59);
    }
  }

  @Test
  void keptVectorIsTheMeanAndSaysOnWhichSideAnImageLies() {
    RandomStream random = new Seed(16).stream();
    double[][] concept = moved(24, 0, 4, random);
    double[][] pool = normal(POOL, random);

    List<SavedCav> kept =
        Tcav.test(
                input(pool, Map.of("c", named("c", concept)), moved(30, 0, 1, random)),
                settings(4, 3, 1))
            .vectors();

    assertThat(kept).hasSize(1);
    SavedCav vector = kept.get(0);
    assertThat(Matrices.norm(vector.direction())).isCloseTo(1, within(1e-12));
    assertThat(vector.stability()).isGreaterThan(.5);
    long right =
        Arrays.stream(concept).filter(row -> vector.decision(row) > 0).count()
            + Arrays.stream(pool).filter(row -> vector.decision(row) < 0).count();
    assertThat(right).isGreaterThan(130);
    assertThat(vector.sensitivity(vector.direction())).isCloseTo(1, within(1e-12));
  }

  @Test
  void noSensitivityCountsOneHalf() {
    double[][] gradients = {{1, 0}, {-1, 0}, {0, 1}, {1, 5}};

    Cell cell = Cell.of(new double[][] {{1, 0}}, gradients);

    assertThat(cell.rises()[0]).containsExactly(1, 0, .5, 1);
    assertThat(cell.score()).isEqualTo(.625);
  }

  @Test
  void sensitivityDecidesOnlyBetweenEqualScores() {
    Cell weak = new Cell(new double[][] {{1, 1, 0, 1}}, 1);
    Cell strong = new Cell(new double[][] {{1, 1, .5, 1}}, 0);
    Cell stronger = new Cell(new double[][] {{1, 1, .5, 1}}, -.01);

    assertThat(weak.statistic(4)).isLessThan(strong.statistic(4));
    assertThat(strong.statistic(4)).isLessThan(stronger.statistic(4));
  }

  @Test
  void vectorPointsTowardsTheConceptWhateverTheScaleOfChannels() {
    RandomStream random = new Seed(3).stream();
    double[][] concept = moved(30, 2, 4, random);
    double[][] others = normal(30, random);
    for (double[][] rows : List.of(concept, others)) {
      for (double[] row : rows) {
        row[2] = 1000 * row[2] + 5;
        row[7] = 3;
      }
    }

    Cav cav = Cav.fit(concept, others, .01, new Seed(4));

    // In raw units the channel's weight is divided by its deviation, so look at its effect.
    assertThat(cav.direction()[2]).isPositive();
    assertThat(1000 * cav.direction()[2]).isGreaterThan(5 * Math.abs(cav.direction()[0]));
    assertThat(cav.direction()[7]).isZero();
    assertThat(cav.correct() / cav.heldOut()).isGreaterThan(.85);
    assertThat(Matrices.norm(cav.direction())).isCloseTo(1, within(1e-12));
  }

  private static double[] difference(double[][] concept, double[][] random) {
    return Cav.meanDifference(
        LayerRows.of(concept).with(random),
        new Draw(new int[] {0, 1}, new int[] {2, 3}, new Seed(1)));
  }

  @Test
  void differenceOfMeansPointsFromRandomToConcept() {
    double[][] concept = {{3, 1}, {5, 1}};
    double[][] random = {{0, 1}, {2, 1}};

    assertThat(difference(concept, random)).containsExactly(1, 0);
  }

  @Test
  void findingDoesNotDependOnOtherConcepts() {
    RandomStream random = new Seed(5).stream();
    double[][] pool = normal(POOL, random);
    double[][] gradients = moved(20, 0, 1, random);
    Representations one = named("p", moved(20, 0, 2, random));
    Map<String, Representations> both = new LinkedHashMap<>();
    both.put("other", named("q", moved(20, 4, 2, random)));
    both.put("one", one);

    TcavFinding alone =
        Tcav.findings(input(pool, Map.of("one", one), gradients), settings(3, 9, 1)).get(0);
    TcavFinding beside = Tcav.findings(input(pool, both, gradients), settings(3, 9, 1)).get(1);

    assertThat(beside).usingRecursiveComparison().ignoringFields("familyP").isEqualTo(alone);
    assertThat(beside.familyP()).isCloseTo(1 - Math.pow(1 - alone.correctedP(), 2), within(1e-12));
  }

  @Test
  void classesShareTheCorrectionForSearchingThemAll() {
    RandomStream random = new Seed(6).stream();
    Map<String, Representations> classes = new LinkedHashMap<>();
    for (int k = 0; k < 5; k++) {
      classes.put("class" + k, named("k" + k, normal(20, random)));
    }
    TcavInput input =
        new TcavInput(
            List.of("l"),
            named("pool", normal(POOL, random)),
            Map.of("c", named("c", moved(20, 0, 2, random))),
            classes);

    List<TcavFinding> findings = Tcav.findings(input, settings(3, 19, 2));

    assertThat(findings).hasSize(5);
    assertThat(findings).allSatisfy(f -> assertThat(f.correctedP()).isGreaterThanOrEqualTo(f.p()));
  }

  @Test
  void intervalHoldsTheScoreAndStaysInTheUnitInterval() {
    RandomStream random = new Seed(7).stream();
    TcavFinding finding =
        Tcav.findings(
                input(
                    normal(POOL, random),
                    Map.of("c", named("c", moved(20, 0, 3, random))),
                    moved(30, 0, 1, random)),
                settings(4, 9, 3))
            .get(0);

    assertThat(finding.interval().covers(finding.score())).isTrue();
    assertThat(finding.interval().low()).isBetween(0.0, 1.0);
    assertThat(finding.interval().high()).isBetween(0.0, 1.0);
    assertThat(finding.interval().halfWidth()).isBetween(.01, .4);
  }

  @Test
  void scoreWithoutAnyVariationKeepsAnInterval() {
    Cell cell = new Cell(new double[][] {{1, 1, 1, 1}, {1, 1, 1, 1}}, 1);

    // 1 − .05^(1/4)
    assertThat(cell.interval(.95).low()).isCloseTo(.4728708045, within(1e-9));
    assertThat(cell.interval(.95).high()).isEqualTo(1);
  }

  @Test
  void layerThatDoesNotTellTheConceptApartIsFlagged() {
    RandomStream random = new Seed(8).stream();
    TcavFinding finding =
        Tcav.findings(
                input(
                    normal(POOL, random),
                    Map.of("c", named("c", normal(20, random))),
                    moved(30, 0, 1, random)),
                settings(4, 9, 3))
            .get(0);

    assertThat(finding.flag()).isEqualTo("cav-not-decodable");
    assertThat(finding.significant(1)).isFalse();
    assertThat(finding.measured().flag()).isEqualTo("cav-not-decodable");
    assertThat(finding.measured().subject()).isEqualTo("l/c/zebra");
  }

  @Test
  void constantActivationsAreFlaggedAndNotScored() {
    double[][] constant = new double[POOL][CHANNELS];
    for (double[] row : constant) {
      Arrays.fill(row, .1);
    }
    TcavFinding finding =
        Tcav.findings(
                input(
                    constant,
                    Map.of("c", named("c", Arrays.copyOf(constant, 20))),
                    moved(30, 0, 1, new Seed(9).stream())),
                settings(3, 3, 3))
            .get(0);

    assertThat(finding.measured())
        .isEqualTo(new Measured("tcav-score", "l/c/zebra", "", Double.NaN, "constant-activations"));
    assertThat(finding.measuredVector())
        .extracting(Measured::flag)
        .containsOnly("constant-activations");
  }

  @Test
  void classWithTooFewImagesIsFlaggedAndNotScored() {
    RandomStream random = new Seed(10).stream();
    TcavFinding finding =
        Tcav.findings(
                input(
                    normal(POOL, random),
                    Map.of("c", named("c", moved(20, 0, 3, random))),
                    normal(4, random)),
                settings(3, 3, 3))
            .get(0);

    assertThat(finding.measured())
        .isEqualTo(new Measured("tcav-score", "l/c/zebra", "", Double.NaN, "few-class-examples"));
  }

  @Test
  void classThatDoesNotDependOnTheLayerIsFlagged() {
    RandomStream random = new Seed(11).stream();
    TcavFinding finding =
        Tcav.findings(
                input(
                    normal(POOL, random),
                    Map.of("c", named("c", moved(20, 0, 3, random))),
                    new double[30][CHANNELS]),
                settings(3, 3, 3))
            .get(0);

    assertThat(finding.flag()).isEqualTo("zero-gradient");
    assertThat(finding.score()).isEqualTo(.5);
  }

  @Test
  void tooFewConceptImagesAreRefused() {
    RandomStream random = new Seed(12).stream();

    assertThatThrownBy(
            () ->
                input(
                    normal(POOL, random),
                    Map.of("striped", named("c", normal(4, random))),
                    normal(30, random)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "concept striped: too few images. Got 4. Expected at least 10."
                + " Add images or remove the concept.");
  }

  @Test
  void conceptThatIsItsOwnRandomSetIsRefused() {
    double[][] pool = normal(40, new Seed(13).stream());

    assertThatThrownBy(() -> input(pool, Map.of("all", named("pool", pool)), pool))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "concept all: too few random images beside its 40. Got 0. Expected at least 80."
                + " Show more images to probes or fewer per concept.");
  }

  @Test
  void imagesOfTheConceptAreNeverDrawnAgainstIt() {
    double[][] pool = normal(60, new Seed(14).stream());
    Representations all = named("pool", pool);
    Representations concept = named("pool", Arrays.copyOf(pool, 15));

    for (Draw draw : RandomSets.concept(all, concept, Set.of(), 6, new Seed(1))) {
      assertThat(draw.negatives()).hasSize(15).doesNotHaveDuplicates();
      for (int index : draw.negatives()) {
        assertThat(index).isBetween(15, 59);
      }
    }
  }

  @Test
  void pseudoConceptAndItsRandomSetsShareNoImage() {
    for (Draw draw : RandomSets.pseudoConcept(60, 15, 45, 6, new Seed(2))) {
      assertThat(draw.positives()).hasSize(15).doesNotHaveDuplicates();
      assertThat(draw.negatives())
          .hasSize(15)
          .doesNotHaveDuplicates()
          .doesNotContain(draw.positives());
    }
  }

  @Test
  void equalSeedsGiveEqualFindings() {
    RandomStream random = new Seed(15).stream();
    TcavInput input =
        input(
            normal(POOL, random),
            Map.of("c", named("c", moved(20, 0, 3, random))),
            moved(30, 0, 1, random));

    assertThat(Tcav.findings(input, settings(3, 5, 7)))
        .isEqualTo(Tcav.findings(input, settings(3, 5, 7)))
        .isNotEqualTo(Tcav.findings(input, settings(3, 5, 8)));
  }
}
