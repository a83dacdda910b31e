package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.DataException;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.junit.jupiter.api.Test;

/** Information on activations of which the truth is planted. */
class InformationProbeTest {
  private static final String LAYER = "stage3";
  private static final int UNITS = 6;
  private static final Pixels GREY = new Pixels(1, 1, 1, new byte[1]);

  /** How activations come about: the class moves unit 0, the scale unit 1, nothing the hue. */
  private interface Network {
    double[] activations(int label, double scale, double hue, RandomStream noise);
  }

  private static double[] knowing(int label, double scale, double hue, RandomStream noise) {
    double[] units = noise(noise);
    units[0] += 1.5 * (label % 2);
    units[1] += 1.2 * scale;
    return units;
  }

  private static double[] noise(RandomStream random) {
    double[] units = new double[UNITS];
    for (int u = 0; u < UNITS; u++) {
      units[u] = random.nextGaussian();
    }
    return units;
  }

  /** Two classes, told by the head; scale and hue have nothing to do with them. */
  private static Seen examples(int n, Network network, Seed seed) {
    List<Example> examples = new ArrayList<>();
    double[][] rows = new double[n][];
    float[] logits = new float[2 * n];
    RandomStream random = seed.stream();
    for (int i = 0; i < n; i++) {
      int label = random.nextInt(2);
      double scale = random.nextGaussian();
      double hue = random.nextInt(3);
      Map<String, Double> factors = new LinkedHashMap<>();
      factors.put("head", (double) label);
      factors.put("scale", scale);
      factors.put("hue", hue);
      examples.add(new Example("e" + i, label, "train", GREY, factors, Map.of()));
      rows[i] = network.activations(label, scale, hue, random);
      logits[2 * i] = (float) (rows[i][0] + 0.3 * random.nextGaussian());
      logits[2 * i + 1] = -logits[2 * i];
    }
    return new Seen(
        examples,
        new Array(logits, n, 2),
        new Representations(examples.stream().map(Example::id).toList(), Map.of(LAYER, rows)),
        Map.of());
  }

  private static InformationSettings settings(int permutations, Seed seed) {
    return new InformationSettings(
        List.of(LAYER), List.of("class", "scale", "hue"), true, 1000, permutations, 4, 0.05, seed);
  }

  private static List<InformationFinding> findings(Seen seen, InformationSettings settings) {
    InformationProbe probe = new InformationProbe(settings);
    probe.see(0, seen, Optional.empty());
    return probe.details();
  }

  private static InformationFinding of(List<InformationFinding> findings, String factor) {
    return findings.stream().filter(f -> f.factor().equals(factor)).findFirst().orElseThrow();
  }

  @Test
  void whatActivationsHangOnIsFoundWithItsUnitAndItsBits() {
    List<InformationFinding> findings =
        findings(
            examples(800, InformationProbeTest::knowing, new Seed(1)), settings(99, new Seed(2)));

    InformationFinding label = of(findings, "class");
    assertThat(label.p()).isEqualTo(0.01);
    assertThat(label.units().best()).isZero();
    assertThat(label.units().informative()).isEqualTo(1);
    // Two normals of deviation 1, 1.5 apart: 0.346 bits by quadrature; components lose a little.
    assertThat(label.units().bits()).isBetween(0.24, 0.45);
    assertThat(label.bits()).isBetween(0.15, 0.45);
    InformationFinding scale = of(findings, "scale");
    assertThat(scale.units().best()).isEqualTo(1);
    // ½·log₂(1 + 1.2²)
    assertThat(scale.units().bits()).isCloseTo(0.643, within(0.1));
    InformationFinding hue = of(findings, "hue");
    assertThat(hue.flag()).isEqualTo(InformationFinding.NOT_SIGNIFICANT);
    assertThat(hue.units().informative()).isZero();
    assertThat(hue.bits()).isCloseTo(0, within(0.05));
  }

  @Test
  void onlyWhatTheDecisionHangsOnIsRedundantWithIt() {
    List<InformationFinding> findings =
        findings(
            examples(800, InformationProbeTest::knowing, new Seed(3)), settings(39, new Seed(2)));

    // The logit is unit 0, which knows the class and not the scale.
    assertThat(of(findings, "class").redundancy()).isGreaterThan(0.2);
    assertThat(of(findings, "class").commonSurprise()).isGreaterThan(0.1);
    assertThat(of(findings, "class").coInformation()).isGreaterThan(0.1);
    assertThat(of(findings, "scale").redundancy()).isCloseTo(0, within(0.03));
    assertThat(of(findings, "scale").commonSurprise()).isCloseTo(0, within(0.03));
  }

  @Test
  void whatTheClassFixesIsNotToldBeyondIt() {
    InformationSettings settings =
        new InformationSettings(
            List.of(LAYER), List.of("head", "scale"), false, 1000, 39, 6, 0.05, new Seed(2));

    List<InformationFinding> findings =
        findings(examples(800, InformationProbeTest::knowing, new Seed(4)), settings);

    assertThat(of(findings, "head").conditional()).isZero();
    assertThat(of(findings, "scale").conditional())
        .isCloseTo(of(findings, "scale").bits(), within(0.06));
  }

  @Test
  void definingFactorIsFoundAndIndependentOnesNoOftenerThanDeclaredOver200Cases() {
    int found = 0;
    int falseInLayers = 0;
    int falseInUnits = 0;
    for (int run = 0; run < 200; run++) {
      Seed seed = new Seed(1000).child(run);
      List<InformationFinding> findings =
          findings(examples(150, InformationProbeTest::knowing, seed), settings(39, seed));
      found += of(findings, "class").significant() ? 1 : 0;
      falseInLayers += of(findings, "hue").significant() ? 1 : 0;
      falseInUnits += of(findings, "hue").units().informative() > 0 ? 1 : 0;
    }

    assertThat(found).isGreaterThanOrEqualTo(190);
    // 5 % of 200, and three standard deviations of chance.
    assertThat(falseInLayers).isLessThanOrEqualTo(19);
    assertThat(falseInUnits).isLessThanOrEqualTo(19);
  }

  @Test
  void withoutAnythingToFindOneOfTwentyFindsSomething() {
    int layers = 0;
    int units = 0;
    int runs = 1000;
    for (int run = 0; run < runs; run++) {
      Seed seed = new Seed(2000).child(run);
      List<InformationFinding> findings =
          findings(
              examples(60, (label, scale, hue, random) -> noise(random), seed), settings(19, seed));
      layers += findings.stream().anyMatch(InformationFinding::significant) ? 1 : 0;
      units += findings.stream().anyMatch(f -> f.units().informative() > 0) ? 1 : 0;
    }

    assertThat(layers).as("layers").isBetween(30, 66);
    assertThat(units).as("units").isBetween(30, 66);
  }

  @Test
  void findingsDoNotDependOnBlocksOrOrder() {
    Seen all = examples(200, InformationProbeTest::knowing, new Seed(5));
    InformationProbe one = new InformationProbe(settings(19, new Seed(2)));
    one.see(0, all, Optional.empty());
    InformationProbe backwards = new InformationProbe(settings(19, new Seed(2)));
    for (int i = all.size() - 1; i >= 0; i--) {
      backwards.see(0, only(all, i), Optional.empty());
    }

    List<Measured> expected = one.findings();
    List<Measured> found = backwards.findings();

    assertThat(found).isEqualTo(expected);
  }

  private static Seen only(Seen all, int row) {
    return new Seen(
        all.examples().subList(row, row + 1),
        all.logits().rows(new int[] {row}),
        all.pooled().between(row, row + 1),
        Map.of());
  }

  @Test
  void constantLayerConstantFactorAndUnknownOneAreFlagged() {
    InformationSettings settings =
        new InformationSettings(
            List.of(LAYER), List.of("class", "scale", "yaw"), true, 1000, 19, 4, 0.05, new Seed(2));

    List<InformationFinding> dead =
        findings(
            examples(100, (label, scale, hue, random) -> new double[UNITS], new Seed(6)), settings);

    assertThat(of(dead, "class").flag()).isEqualTo(InformationFinding.CONSTANT);
    assertThat(of(dead, "class").bits()).isNaN();
    assertThat(of(dead, "yaw").flag()).isEqualTo(Causes.UNKNOWN);
    assertThat(Causes.of(List.of(Map.of("a", 1.0), Map.of("a", 1.0)), List.of()).unusable())
        .containsEntry("a", Causes.CONSTANT);
  }

  @Test
  void factorThatAUnitCopiesHasNoBoundAndSaysSo() {
    InformationSettings settings =
        new InformationSettings(
            List.of(LAYER), List.of("scale"), true, 1000, 19, UNITS, 0.05, new Seed(2));

    InformationFinding copied =
        findings(
                examples(
                    100,
                    (label, scale, hue, random) -> new double[] {scale, 0, 0, 0, 0, 0},
                    new Seed(7)),
                settings)
            .get(0);

    assertThat(copied.flag()).isEqualTo(InformationFinding.DETERMINED);
    assertThat(copied.bits()).isNaN();
    assertThat(copied.units().best()).isZero();
    assertThat(copied.units().constant()).isEqualTo(UNITS - 1);
    assertThat(copied.measured()).allSatisfy(m -> assertThat(m.value()).isNotInfinite());
  }

  @Test
  void tooFewExamplesAreRefused() {
    Seen few = examples(5, InformationProbeTest::knowing, new Seed(8));

    assertThatThrownBy(() -> findings(few, settings(19, new Seed(2))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Got 5 in the role probe");
  }
}
