package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;

/** That the library's special functions are as precise as the golden values of the literature. */
class DistributionsTest {
  private static final Offset<Double> PRINTED = within(1e-8);

  @Test
  void digammaAgreesWithTables() {
    assertThat(Gamma.digamma(0.5)).isCloseTo(-1.96351003, PRINTED);
    assertThat(Gamma.digamma(1)).isCloseTo(-0.57721566, PRINTED);
    assertThat(Gamma.digamma(10.5)).isCloseTo(2.30300103, PRINTED);
    assertThat(Gamma.digamma(24.5)).isCloseTo(3.17812615, PRINTED);
  }

  @Test
  void normalQuantilesAgreeWithTables() {
    NormalDistribution normal = new NormalDistribution();

    assertThat(normal.inverseCumulativeProbability(0.975)).isCloseTo(1.95996398, PRINTED);
    assertThat(normal.inverseCumulativeProbability(1 / 11.0)).isCloseTo(-1.33517774, PRINTED);
    assertThat(normal.inverseCumulativeProbability(1e-6)).isCloseTo(-4.75342431, PRINTED);
  }

  @Test
  void incompleteBetaAgreesWithTables() {
    assertThat(Beta.regularizedBeta(0.4, 2.5, 0.5)).isCloseTo(0.0408594039, within(5e-11));
  }

  @Test
  void studentsTwoSidedPAgreesWithTables() {
    assertThat(StudentT.twoSidedP(2, 10)).isCloseTo(0.07338803, PRINTED);
    assertThat(StudentT.twoSidedP(-2, 10)).isCloseTo(0.07338803, PRINTED);
  }

  @Test
  void criticalValueIsTheInverseOfP() {
    for (double degrees : new double[] {1, 2, 3.7, 9, 999, 49_999, 1e6}) {
      for (double p : new double[] {0.999, 0.9, 0.5, 0.3, 0.05, 1e-3, 1e-6, 1e-10}) {
        double critical = StudentT.critical(1 - p, degrees);
        assertThat(StudentT.twoSidedP(critical, degrees) / p)
            .as("p = %s, %s degrees", p, degrees)
            .isCloseTo(1, within(1e-5));
      }
    }
  }

  @Test
  void criticalValuesAgreeWithTables() {
    assertThat(StudentT.critical(0.95, 1)).isCloseTo(12.7062047362, within(1e-9));
    assertThat(StudentT.critical(0.95, 2)).isCloseTo(4.3026527299, within(1e-9));
    assertThat(StudentT.critical(0.95, 9)).isCloseTo(2.2621571628, within(1e-9));
    assertThat(StudentT.critical(0.99, 4)).isCloseTo(4.6040948714, within(1e-9));
  }
}
