package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PredictionsTest {
  private static final double[] CONFIDENCES = {.95, .9, .85, .65, .6, .55, .3};
  private static final boolean[] CORRECT = {true, true, false, true, false, true, false};

  @Test
  void calibrationErrorAgreesWithGoldenValues() {
    assertThat(Calibration.error(CONFIDENCES, CORRECT, 10)).isCloseTo(.2285714286, within(1e-9));
    assertThat(Calibration.error(CONFIDENCES, CORRECT, 15)).isCloseTo(.2571428571, within(1e-9));
    assertThat(Calibration.error(CONFIDENCES, CORRECT, 5)).isCloseTo(.2142857143, within(1e-9));
  }

  @Test
  void borderBelongsToTheBinBelow() {
    for (int border = 1; border <= 10; border++) {
      assertThat(Calibration.bin(border / 10.0, 10)).isEqualTo(border - 1);
      assertThat(Calibration.bin(border / 5.0 / 2, 10)).isEqualTo(border - 1);
    }
    assertThat(Calibration.bin(0, 10)).isZero();
    assertThat(Calibration.bin(0.1 + 1e-9, 10)).isEqualTo(1);
    assertThat(Calibration.bin(0.1 - 1e-9, 10)).isZero();
  }

  @Test
  void contributionsCarryTheSignOfTheirBin() {
    // One bin: gaps −.6 and .3 sum to −.3, so both turn round: .6 and −.3, mean .15.
    double[] contributions =
        Calibration.contributions(new double[] {.6, .7}, new boolean[] {false, true}, 1);

    assertThat(contributions[0]).isCloseTo(.6, within(1e-12));
    assertThat(contributions[1]).isCloseTo(-.3, within(1e-12));
  }

  @Test
  void confidenceAboveOneIsRefused() {
    assertThatThrownBy(() -> Calibration.bin(1.5, 10))
        .hasMessage("Expected a confidence in [0, 1], got 1.5");
  }

  @Test
  void errorConsistencyAgreesWithGoldenValue() {
    assertThat(Kappa.errorConsistency(.9, .85, .86)).isCloseTo(.3636363636, within(1e-9));
    assertThat(Kappa.errorConsistency(1, 1, 1)).isNaN();
  }

  @Test
  void kappaIsTheMeanOfItsContributions() {
    boolean[] first = {true, true, true, false, false, true, true, false};
    boolean[] second = {true, true, false, false, true, true, true, false};

    // Accuracies 5/8 and 5/8, same on 6 of 8; expected 25/64 + 9/64 = 34/64; (48 − 34)/(64 − 34).
    double[] contributions = Kappa.contributions(first, second);

    assertThat(Moments.mean(contributions)).isCloseTo(14 / 30.0, within(1e-12));
  }

  @Test
  void contributionsAreTheDerivativeOfKappaByAnExamplesWeight() {
    boolean[] first = {true, true, true, false, false, true, true, false};
    boolean[] second = {true, true, false, false, true, true, true, false};
    double[] contributions = Kappa.contributions(first, second);
    double kappa = Moments.mean(contributions);
    double step = 1e-6;

    for (int i = 0; i < first.length; i++) {
      double moved = weightedKappa(first, second, i, step);
      assertThat((moved - kappa) / step).isCloseTo(contributions[i] - kappa, within(1e-4));
    }
  }

  /** κ where one example's weight is larger by {@code step} and all are scaled to sum to one. */
  private static double weightedKappa(boolean[] first, boolean[] second, int heavy, double step) {
    double a = 0;
    double b = 0;
    double same = 0;
    for (int i = 0; i < first.length; i++) {
      double weight = (1 - step) / first.length + (i == heavy ? step : 0);
      a += first[i] ? weight : 0;
      b += second[i] ? weight : 0;
      same += first[i] == second[i] ? weight : 0;
    }
    return Kappa.errorConsistency(a, b, same);
  }

  @Test
  void cohensKappaOfAHandComputedTable() {
    // Same on 3 of 4; shares (.5,.5) and (.75,.25): expected .5; κ = (.75 − .5)/.5.
    assertThat(Kappa.cohen(new int[] {0, 0, 1, 1}, new int[] {0, 0, 1, 0}, 2)).isEqualTo(.5);
    assertThat(Kappa.cohen(new int[] {1, 1}, new int[] {1, 1}, 2)).isNaN();
  }

  @Test
  void crossEntropyAgreesWithGoldenValue() {
    double first = Logits.nll(new double[] {1, 2, .5}, 0);
    double second = Logits.nll(new double[] {.2, -.3, 1.5}, 2);

    assertThat((first + second) / 2).isCloseTo(.9137521452, within(1e-9));
  }

  @Test
  void divergenceIsThatOfTheProbabilities() {
    // Teacher (3/4, 1/4), student (1/2, 1/2): 3/4 ln(3/2) + 1/4 ln(1/2).
    double[] teacher = {Math.log(3), 0};

    assertThat(Logits.kl(teacher, new double[] {5, 5}))
        .isCloseTo(.75 * Math.log(1.5) + .25 * Math.log(.5), within(1e-12));
    assertThat(Logits.kl(teacher, teacher)).isZero();
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    double[] huge = {1e4, -1e4, 0};

    assertThat(Logits.softmax(huge)).containsExactly(1, 0, 0);
    assertThat(Logits.kl(huge, new double[] {-1e4, 1e4, 0})).isEqualTo(2e4);
    assertThat(Logits.nll(huge, 1)).isEqualTo(2e4);
  }

  @Test
  void brierIsTheSquaredDistanceToTheLabel() {
    // Probabilities (3/4, 1/4): to (1,0) 1/16 + 1/16; to (0,1) 9/16 + 9/16.
    double[] logits = {Math.log(3), 0};

    assertThat(Logits.brier(logits, 0)).isCloseTo(.125, within(1e-12));
    assertThat(Logits.brier(logits, 1)).isCloseTo(1.125, within(1e-12));
  }

  @Test
  void firstOfEqualLogitsWins() {
    assertThat(Logits.argMax(new double[] {1, 3, 3, 2})).isEqualTo(1);
  }
}
