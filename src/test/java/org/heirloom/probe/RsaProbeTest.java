package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.metrics.Measured;
import org.heirloom.probe.RsaProbe.Dissimilarity;
import org.junit.jupiter.api.Test;

class RsaProbeTest {
  private static final double[][] X = {{1, 2}, {0, 1}, {3, 1}, {2, 4}, {1, 0}, {0, 2}};
  private static final double[][] Y = {
    {1, 0, 1}, {0, 1, 0}, {2, 1, 1}, {3, 2, 0}, {0, 1, 2}, {1, 1, 1}
  };

  private static List<Measured> findings(
      double[][] network, double[][] teacher, int most, Dissimilarity dissimilarity) {
    RsaProbe probe =
        new RsaProbe(new RsaProbe.Settings(List.of("l"), most, 199, dissimilarity, new Seed(3)));
    Blocks.of(Map.of("l", network), Map.of("l", teacher)).show(probe, 4);
    return probe.findings();
  }

  @Test
  void agreesWithTheGoldenValue() {
    List<Measured> findings = findings(X, Y, 100, Dissimilarity.EUCLIDEAN);

    assertThat(findings.get(0).metric()).isEqualTo("rsa");
    assertThat(findings.get(0).value()).isCloseTo(.5041039817, within(1e-9));
    assertThat(findings.get(1).metric()).isEqualTo("rsa-p");
    assertThat(findings.get(1).value()).isBetween(1 / 200.0, 1.0);
  }

  @Test
  void networkIsLikeItselfAndRotationsOfItself() {
    double[][] noise = Blocks.noise(50, 2, 1);
    double[][] rotated = new double[50][];
    for (int i = 0; i < 50; i++) {
      rotated[i] =
          new double[] {.6 * noise[i][0] - .8 * noise[i][1], .8 * noise[i][0] + .6 * noise[i][1]};
    }

    List<Measured> findings = findings(noise, rotated, 100, Dissimilarity.EUCLIDEAN);

    assertThat(findings.get(0).value()).isCloseTo(1, within(1e-9));
    assertThat(findings.get(1).value()).isEqualTo(1 / 200.0);
  }

  @Test
  void unrelatedNetworksAreSignificantAsOftenAsTheLevelSays() {
    int significant = 0;
    for (int s = 0; s < 300; s++) {
      double[][] x = Blocks.noise(12, 3, 2L * s);
      double[][] y = Blocks.noise(12, 3, 2L * s + 1);
      significant += findings(x, y, 100, Dissimilarity.CORRELATION).get(1).value() <= .05 ? 1 : 0;
    }

    // 5 % of 300, and 3 standard deviations of the binomial.
    assertThat(significant).isBetween(15 - 11, 15 + 11);
  }

  @Test
  void subsampleDoesNotDependOnTheOrderOfExamples() {
    double[][] x = Blocks.noise(200, 4, 5);
    double[][] y = Blocks.noise(200, 4, 6);

    double value = findings(x, y, 60, Dissimilarity.CORRELATION).get(0).value();

    assertThat(value).isNotEqualTo(findings(x, y, 200, Dissimilarity.CORRELATION).get(0).value());
    assertThat(Math.abs(value)).isLessThan(.2);
  }

  @Test
  void deadExamplesAreLeftOutAndDeadLayersAreNamed() {
    double[][] x = Blocks.noise(20, 4, 5);
    double[][] dead = x.clone();
    dead[3] = new double[4];
    double[][] y = Blocks.noise(20, 4, 6);

    assertThat(findings(dead, y, 100, Dissimilarity.CORRELATION).get(0).value()).isFinite();
    assertThat(findings(new double[20][4], y, 100, Dissimilarity.CORRELATION))
        .allSatisfy(finding -> assertThat(finding.flag()).isEqualTo(RsaProbe.UNDEFINED));
    assertThat(findings(Blocks.noise(20, 1, 1), y, 100, Dissimilarity.CORRELATION).get(0).flag())
        .isEqualTo(RsaProbe.UNDEFINED);
  }
}
