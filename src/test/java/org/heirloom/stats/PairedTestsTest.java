package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class PairedTestsTest {
  private static final Seed SEED = new Seed(1);
  private static final double[] GOLDEN =
      Moments.differences(
          new double[] {.71, .73, .70, .74, .72}, new double[] {.69, .72, .70, .71, .70});

  @Test
  void pairedTAgreesWithGoldenValue() {
    TestResult result = PairedTests.t(GOLDEN);

    assertThat(result.statistic()).isCloseTo(3.1378581622, within(1e-9));
    assertThat(result.degrees()).isEqualTo(4);
    assertThat(result.p()).isCloseTo(0.0349197067, within(1e-9));
  }

  @Test
  void effectIsTheMeanInStandardDeviations() {
    assertThat(PairedTests.effect(new double[] {1, 2, 3})).isEqualTo(2);
    assertThat(PairedTests.effect(new double[] {1, 1})).isNaN();
    assertThat(PairedTests.effect(GOLDEN)).isCloseTo(3.1378581622 / Math.sqrt(5), within(1e-9));
  }

  @Test
  void pairsThatDoNotDifferHavePOne() {
    assertThat(PairedTests.t(new double[3]).p()).isEqualTo(1);
    assertThat(PairedTests.signFlip(new double[3], SEED).p()).isEqualTo(1);
    assertThat(WilcoxonTest.of(new double[3]).p()).isEqualTo(1);
  }

  @Test
  void onePairHasNoT() {
    assertThat(PairedTests.t(new double[] {1}).p()).isNaN();
  }

  @Test
  void signFlipCountsAllPatterns() {
    // Sums of ±1±2±3: 6, 4, 2, 0, 0, −2, −4, −6; at least 4 away from 0: 4 of 8.
    assertThat(PairedTests.signFlip(new double[] {1, -2, -3}, SEED).p()).isEqualTo(0.5);
  }

  @Test
  void fivePairsCannotReachFivePercentBySignsOrRanks() {
    double[] clear = {5, 6, 7, 8, 9};

    assertThat(PairedTests.signFlip(clear, SEED).p()).isEqualTo(2 / 32.0);
    assertThat(WilcoxonTest.of(clear).p()).isEqualTo(2 / 32.0);
    assertThat(WilcoxonTest.of(new double[] {5, 6, 7, 8, 9, 10}).p()).isEqualTo(2 / 64.0);
  }

  @Test
  void randomFlipsAgreeWithExactOnes() {
    double[] sixteen = new double[16];
    double[] seventeen = new double[17];
    for (int i = 0; i < 16; i++) {
      sixteen[i] = i - 5.5;
      seventeen[i] = sixteen[i];
    }

    double exact = PairedTests.signFlip(sixteen, SEED).p();
    double drawn = PairedTests.signFlip(seventeen, SEED).p(); // a zero more changes nothing

    assertThat(drawn).isCloseTo(exact, within(4 * Math.sqrt(exact / 20_000)));
    assertThat(PairedTests.signFlip(seventeen, SEED).p()).isEqualTo(drawn);
  }

  @Test
  void wilcoxonSharesRanksOfTies() {
    // Magnitudes 1,1,2 have ranks 1.5,1.5,3. Positive: 1.5+3 = 4.5 of 6, smaller side 1.5.
    // Sums of positive ranks over 8 patterns: 0, 1.5, 1.5, 3, 3, 4.5, 4.5, 6; at most 1.5: 3 of 8.
    TestResult result = WilcoxonTest.of(new double[] {1, -1, 2, 0});

    assertThat(result.statistic()).isEqualTo(4.5);
    assertThat(result.p()).isEqualTo(0.75);
  }

  @Test
  void wilcoxonsNormalTailMeetsTheExactOne() {
    double[] fifty = new double[50];
    double[] fiftyOne = new double[51];
    for (int i = 0; i < 51; i++) {
      fiftyOne[i] = (i % 3 == 0 ? -1 : 1) * (i + 1.0);
      if (i < 50) {
        fifty[i] = fiftyOne[i];
      }
    }

    double exact = WilcoxonTest.of(fifty).p();
    double normal = WilcoxonTest.of(fiftyOne).p();

    assertThat(normal).isBetween(exact * 0.5, exact * 1.5);
  }

  @Test
  void pooledAndWelchAgreeWithGoldenValues() {
    double[] a = {.9, .85, .95, .8, .9};
    double[] b = {.5, .6, .4, .55, .45, .5};

    TestResult pooled = TwoSampleTests.pooled(b, a);
    TestResult welch = TwoSampleTests.welch(b, a);

    assertThat(pooled.statistic()).isCloseTo(-9.6577806598, within(1e-9));
    assertThat(pooled.degrees()).isEqualTo(9);
    assertThat(pooled.p()).isCloseTo(4.7776e-6, within(5e-11));
    assertThat(welch.statistic()).isCloseTo(-9.8665249510, within(1e-9));
    assertThat(welch.degrees()).isCloseTo(8.99858, within(5e-6));
    assertThat(welch.p()).isCloseTo(4.00593e-6, within(5e-12));
  }

  @Test
  void samplesThatDoNotVaryHaveNoP() {
    assertThat(TwoSampleTests.welch(new double[] {1, 1}, new double[] {0, 0}).p()).isNaN();
  }
}
