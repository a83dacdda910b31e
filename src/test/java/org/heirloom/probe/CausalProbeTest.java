package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.EditableFunction;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Networks whose logits are weighted channels, so that it is known which unit causes what. */
class CausalProbeTest {
  private static final int UNITS = 12;
  private static final List<String> CLASSES = List.of("zero", "one", "two");
  private static final CausalSettings SETTINGS =
      new CausalSettings(List.of(1, 2, 4), 39, 0.95, new Seed(5));

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  /** Examples with maps of one position. */
  private static Seen seen(int from, float[][] units, int[] labels) {
    List<Example> examples = new ArrayList<>();
    float[] values = new float[units.length * units[0].length];
    for (int i = 0; i < units.length; i++) {
      System.arraycopy(units[i], 0, values, i * units[i].length, units[i].length);
      examples.add(
          new Example(
              "e" + (from + i),
              labels[i],
              "all",
              new Pixels(1, 1, 1, new byte[1]),
              Map.of(),
              Map.of()));
    }
    Array maps = new Array(values, units.length, 1, 1, units[0].length);
    return new Seen(
        examples, maps, new Representations(List.of(), Map.of()), Map.of("image", maps));
  }

  /** Unit c is on for class c, and all others are noise. */
  private static float[] units(int label, RandomStream random) {
    float[] units = new float[UNITS];
    for (int u = 0; u < UNITS; u++) {
      units[u] = (float) (u < 3 ? (u == label ? 4 : 0) : random.nextDouble());
    }
    return units;
  }

  /** Weights from the first three units to their classes; all others weigh {@code noise}. */
  private static EditableFunction network(float noise) {
    float[][] weights = new float[UNITS][3];
    for (int u = 0; u < UNITS; u++) {
      for (int c = 0; c < 3; c++) {
        weights[u][c] = u < 3 ? (u == c ? 1 : 0) : noise * (u % 3 == c ? 1 : -1);
      }
    }
    return AblationsTest.editableLinear(weights);
  }

  private static List<Measured> findings(EditableFunction network, int block) {
    return probe(network, block, 240).findings();
  }

  private static CausalProbe probe(EditableFunction network, int block, int examples) {
    try (Ablations ablations = new Ablations(network, "image", 1, 1, UNITS)) {
      CausalProbe probe = new CausalProbe("image", ablations, CLASSES, SETTINGS);
      for (int pass = 0; pass < probe.passes(); pass++) {
        RandomStream random = new Seed(9).stream();
        for (int from = 0; from < examples; from += block) {
          int size = Math.min(block, examples - from);
          float[][] units = new float[size][];
          int[] labels = new int[size];
          for (int i = 0; i < size; i++) {
            labels[i] = (from + i) % 3;
            units[i] = units(labels[i], random);
          }
          probe.see(pass, seen(from, units, labels), Optional.empty());
        }
      }
      probe.findings(); // draws on nothing native any more
      return probe;
    }
  }

  private static double value(List<Measured> findings, String metric, String subject) {
    return findings.stream()
        .filter(f -> f.metric().equals(metric) && f.subject().equals(subject))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void unitThatMakesTheClassIsFoundAndItsLossIsTheWholeKnowledge() {
    CausalProbe probe = probe(network(0.01f), 60, 240);
    List<CausalFinding> classes = probe.classFindings();

    assertThat(classes).hasSize(3);
    for (int c = 0; c < 3; c++) {
      assertThat(classes.get(c).className()).isEqualTo(CLASSES.get(c));
      assertThat(classes.get(c).accuracy()).isEqualTo(1);
      assertThat(classes.get(c).units().get(0)).isEqualTo(c);
      // Without its unit noise hits a third of its images; others are told as before.
      assertThat(classes.get(c).steps().get(0).drop()).isCloseTo(1 / 3.0, within(0.12));
    }
    List<Measured> findings = probe.findings();
    assertThat(findings.get(0).subject()).isEqualTo("top 1 of image");
    assertThat(findings.get(0).flag()).isEmpty();
    assertThat(value(findings, "ablation-drop-random", "top 1 of image"))
        .isLessThan(value(findings, "ablation-drop", "top 1 of image") / 2);
  }

  @Test
  void networkThatUsesNoUnitLosesNothingAndIsFlagged() {
    List<Measured> findings = findings(AblationsTest.editableLinear(new float[UNITS][3]), 60);

    assertThat(findings)
        .filteredOn(f -> f.metric().equals("ablation-drop"))
        .hasSize(3)
        .allSatisfy(
            f -> {
              assertThat(f.value()).isZero();
              assertThat(f.flag()).isEqualTo("not-significant");
            });
  }

  @Test
  void findingsDoNotDependOnWhereBlocksEnd() {
    assertThat(findings(network(0.3f), 7)).isEqualTo(findings(network(0.3f), 64));
  }

  @Test
  void sizesThatTheLayerDoesNotHaveAreLeftOutAndOneUnitIsNamed() {
    CausalSettings settings = new CausalSettings(List.of(1, 2, 4), 3, 0.95, new Seed(5));
    EditableFunction single = AblationsTest.editableLinear(new float[] {1, 0, -1});
    try (Ablations ablations = new Ablations(single, "image", 1, 1, 1)) {
      CausalProbe probe = new CausalProbe("image", ablations, CLASSES, settings);

      assertThat(probe.hasSeenEnough(0)).isTrue();
      assertThat(probe.findings())
          .containsExactly(new Measured("ablation-drop", "image", "", Double.NaN, "one-unit"));
      assertThat(probe.classFindings()).isEmpty();
    }
    EditableFunction three =
        AblationsTest.editableLinear(new float[3], new float[] {1, 0, -1}, new float[3]);
    try (Ablations ablations = new Ablations(three, "image", 1, 1, 3)) {
      CausalProbe probe = new CausalProbe("image", ablations, CLASSES, settings);

      assertThat(probe.findings())
          .extracting(Measured::subject)
          .containsExactly("top 1 of image", "top 2 of image");
    }
  }

  @Test
  void aHalfWithoutExamplesIsNamed() {
    List<Measured> findings = probe(network(0), 1, 1).findings();

    assertThat(findings).extracting(Measured::flag).containsOnly("no-class-in-both-halves");
    assertThat(findings).allMatch(f -> Double.isNaN(f.value()));
  }

  @Test
  void rankingFollowsTheProbabilityThatAUnitIsWorth() {
    // Logits (1, 0) and (0, 1) of an image of either class, and (0, 0) without unit 0.
    UnitRanking ranking = new UnitRanking(3, 2);
    Array whole = new Array(new float[] {1, 0, 0, 1}, 2, 2);
    Array without = new Array(new float[] {0, 0, 0, 0}, 2, 2);
    List<Array> logits = List.of(whole, without, whole);
    ranking.add(logits, 0, 0);
    ranking.add(logits, 1, 1);

    // ½ (p − (1 − p)) with p = 1 / (1 + 1/e), which is ½ tanh ½, and nothing for unit 1.
    assertThat(ranking.effects(0))
        .containsExactly(new double[] {Math.tanh(0.5) / 2, 0}, within(1e-12));
    assertThat(ranking.order(0)).containsExactly(0, 1);
  }

  @Test
  void balancedAccuracyIsTheMeanOfBothRates() {
    BalancedCounts counts = new BalancedCounts(3);
    int[][] decisions = {{0, 0}, {0, 0}, {1, 0}, {0, 1}, {1, 1}, {2, 2}, {2, 2}, {2, 2}};
    for (int[] decision : decisions) {
      counts.add(decision[0], decision[1]);
    }

    assertThat(counts.accuracy(0)).isCloseTo((2 / 3.0 + 4 / 5.0) / 2, within(1e-12));
    assertThat(counts.accuracy(2)).isEqualTo(1);
    BalancedCounts alone = new BalancedCounts(2);
    alone.add(0, 0);
    assertThat(alone.accuracy(0)).isNaN();
    assertThat(alone.accuracy(1)).isNaN();
  }
}
