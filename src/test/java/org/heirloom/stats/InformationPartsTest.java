package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class InformationPartsTest {
  private static final int DRAWS = 300_000;

  /** Bits of (x₁, x₂) with a uniform distribution and their target. */
  private interface Gate {
    int target(int first, int second);
  }

  private static double[][][] table(int values, int targets, Gate gate) {
    double[][][] joint = new double[values][values][targets];
    for (int a = 0; a < values; a++) {
      for (int b = 0; b < values; b++) {
        joint[a][b][gate.target(a, b)] = 1.0 / (values * values);
      }
    }
    return joint;
  }

  private static void requireParts(double[][][] joint, double... expected) {
    InformationParts parts = CommonSurprise.ofTable(joint);

    assertThat(
            new double[] {
              parts.redundancy(), parts.uniqueFirst(), parts.uniqueSecond(), parts.synergy()
            })
        .containsExactly(expected, within(5e-5));
  }

  @Test
  void exclusiveOrIsSynergyOnly() {
    requireParts(table(2, 2, (a, b) -> a ^ b), 0, 0, 0, 1);
  }

  @Test
  void aCopyOfOneSourceIsUniqueToIt() {
    requireParts(table(2, 2, (a, b) -> a), 0, 1, 0, 0);
  }

  @Test
  void aCopyOfBothIndependentSourcesIsUniqueToEach() {
    requireParts(table(2, 4, (a, b) -> 2 * a + b), 0, 1, 1, 0);
  }

  @Test
  void conjunctionAgreesWithPublishedParts() {
    requireParts(table(2, 2, (a, b) -> a & b), .1038, .2075, .2075, .2925);
  }

  @Test
  void equalSourcesAreRedundancyOnly() {
    double[][][] joint = new double[2][2][2];
    joint[0][0][0] = .5;
    joint[1][1][1] = .5;

    requireParts(joint, 1, 0, 0, 0);
  }

  @Test
  void aSourceThatMisleadsHasUniqueInformationBelowZero() {
    double[][][] joint = new double[2][2][2];
    joint[0][0][0] = .4;
    joint[0][1][0] = .1;
    joint[1][1][1] = .5;

    assertThat(CommonSurprise.ofTable(joint).uniqueSecond()).isCloseTo(-.1585, within(5e-5));
  }

  @Test
  void coInformationAgreesWithGoldenValue() {
    TwoSources sources =
        new TwoSources(
            GaussianVariable.copula(GaussianInformationTest.Y),
            GaussianVariable.copula(GaussianInformationTest.Z),
            GaussianVariable.copula(GaussianInformationTest.X));

    assertThat(sources.byMinimum().coInformation()).isCloseTo(-.0993933618, within(1e-9));
    assertThat(sources.byCommonSurprise(10, new Seed(1)).coInformation())
        .isCloseTo(-.0993933618, within(1e-9));
  }

  @Test
  void leastInformationIsTheRedundancyOfGaussians() {
    InformationParts parts = InformationParts.byMinimum(.2075187496, .2075187496, .5);

    assertThat(parts.coInformation()).isCloseTo(-.0849625007, within(1e-9));
    assertThat(parts.synergy()).isCloseTo(.2924812504, within(1e-9));
    assertThat(parts.redundancy()).isEqualTo(.2075187496);
    assertThat(parts.uniqueFirst()).isZero();
  }

  @Test
  void gaussianPartsAgreeWithGoldenValues() {
    requireGaussian(0, .5, .0375);
    requireGaussian(.25, .3684827971, .1100);
    requireGaussian(.5, .2924812504, .1636);
  }

  /** Sources that correlate by {@code b} with each other and by .5 with the target. */
  private static void requireGaussian(double b, double both, double common) {
    int n = 20_000;
    double[][] axes = Orthogonal.columns(n, 3, new Seed(2));
    double[] second = Orthogonal.mix(axes, b);
    double[] target = Orthogonal.mix(axes, .5, (.5 - b * .5) / Math.sqrt(1 - b * b));
    TwoSources sources =
        new TwoSources(
            GaussianVariable.of(axes[0]), GaussianVariable.of(second), GaussianVariable.of(target));

    InformationParts least = sources.byMinimum();
    assertThat(least.redundancy()).isCloseTo(.2075187496, within(1e-4));
    assertThat(least.coInformation()).isCloseTo(2 * .2075187496 - both, within(1e-4));
    InformationParts parts = sources.byCommonSurprise(DRAWS, new Seed(3));
    assertThat(parts.redundancy()).isCloseTo(common, within(.0025));
    assertThat(parts.redundancy() + parts.uniqueFirst()).isCloseTo(.2075187496, within(1e-4));
    assertThat(sources.byCommonSurprise(50, new Seed(3)))
        .isEqualTo(sources.byCommonSurprise(50, new Seed(3)));
  }

  @Test
  void tablesAndDrawsThatMakeNoSenseAreRefused() {
    double[][][] half = {{{.5}}};
    double[][][] ragged = {{{.5}}, {{.25}, {.25}}};
    double[][][] negative = {{{1.5, -.5}}};
    GaussianVariable x = GaussianVariable.of(GaussianInformationTest.X);
    TwoSources copies = new TwoSources(x, GaussianVariable.of(GaussianInformationTest.Y), x);

    assertThatThrownBy(() -> CommonSurprise.ofTable(half))
        .hasMessage("Expected probabilities that sum to 1, got 0.5");
    assertThatThrownBy(() -> CommonSurprise.ofTable(ragged))
        .hasMessage("Expected a full table, got rows of unequal length");
    assertThatThrownBy(() -> CommonSurprise.ofTable(negative))
        .hasMessage("Expected probabilities of at least 0, got -0.5");
    assertThatThrownBy(() -> copies.byCommonSurprise(10, new Seed(1)))
        .hasMessage("Expected sources and target of which none is a linear function of the others");
    assertThatThrownBy(() -> copies.byCommonSurprise(0, new Seed(1)))
        .hasMessage("Expected at least 1 draw, got 0");
  }
}
