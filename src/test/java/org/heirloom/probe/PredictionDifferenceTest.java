package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.heirloom.DataException;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class PredictionDifferenceTest {
  private static final List<String> CONCEPTS = List.of("a", "b", "noise");

  /** Unit 0 follows concept a, unit 1 follows b, unit 2 is noise, unit 3 never varies. */
  private static PredictionDifference.Examples examples(int n, long seed) {
    RandomStream random = new Seed(seed).stream();
    double[][] features = new double[n][];
    boolean[][] shown = new boolean[n][];
    for (int i = 0; i < n; i++) {
      boolean a = random.nextBoolean(0.4);
      boolean b = random.nextBoolean(0.5);
      shown[i] = new boolean[] {a, b, random.nextBoolean(0.5)};
      features[i] =
          new double[] {
            (a ? 2 : 0) + random.nextDouble(),
            (b ? 2 : 0) + random.nextDouble(),
            random.nextDouble(),
            7
          };
    }
    return new PredictionDifference.Examples(features, shown);
  }

  @Test
  void unitsStandForTheConceptsThatTheyWereMadeOf() {
    PredictionDifference found =
        PredictionDifference.of(CONCEPTS, examples(200, 1), examples(200, 2), 0.01, 0.95);

    assertThat(found.readable()).containsExactly(true, true, false);
    assertThat(found.labels()[0]).isZero();
    assertThat(found.labels()[1]).isEqualTo(1);
    assertThat(found.drops()[0][0]).isGreaterThan(0.5);
    assertThat(found.drops()[1][1]).isGreaterThan(0.5);
    assertThat(found.areas()[0]).isEqualTo(1);
  }

  @Test
  void unitThatNoHeadUsesHasDropZeroAndNoLabel() {
    PredictionDifference found =
        PredictionDifference.of(CONCEPTS, examples(200, 1), examples(200, 2), 0.01, 0.95);

    assertThat(found.drops()[3]).containsExactly(0, 0, 0);
    assertThat(found.labels()[3]).isEqualTo(-1);
    assertThat(found.carried()).isEqualTo(2);
  }

  @Test
  void dropIsThatOfTheHandComputedHead() {
    // One unit, 0 or 1 as the concept: by symmetry the head's decision is ± half its weight.
    double[][] features = new double[20][1];
    boolean[][] shown = new boolean[20][1];
    for (int i = 0; i < 20; i++) {
      features[i][0] = i % 2;
      shown[i][0] = i % 2 == 1;
    }
    PredictionDifference.Examples same = new PredictionDifference.Examples(features, shown);

    double drop = PredictionDifference.of(List.of("a"), same, same, 0.1, 0.95).drops()[0][0];

    // The optimum solves λ w = 1 / (1 + e^w) on standardised features ±1; f is ±w, and w − 2w at 0.
    double w = 0;
    for (int i = 0; i < 10_000; i++) {
      w += 0.5 * (1 / (1 + Math.exp(w)) - 0.1 * w);
    }
    assertThat(drop).isCloseTo(1 / (1 + Math.exp(-w)) - 1 / (1 + Math.exp(w)), within(1e-7));
  }

  @Test
  void conceptsThatHaveNothingToDoWithUnitsAreReadAtMostAsOftenAsTheErrorAllows() {
    int wrong = 0;
    List<String> ten = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    for (int s = 0; s < 200; s++) {
      PredictionDifference found =
          PredictionDifference.of(ten, noise(60, 2L * s), noise(60, 2L * s + 1), 0.1, 0.95);
      wrong += found.carried() > 0 ? 1 : 0;
    }

    // 5 % of 200 for the family of ten, and three standard deviations.
    assertThat(wrong).isLessThanOrEqualTo(19);
  }

  private static PredictionDifference.Examples noise(int n, long seed) {
    RandomStream random = new Seed(1000 + seed).stream();
    double[][] features = new double[n][4];
    boolean[][] shown = new boolean[n][10];
    for (int i = 0; i < n; i++) {
      for (int u = 0; u < 4; u++) {
        features[i][u] = random.nextGaussian();
      }
      for (int c = 0; c < 10; c++) {
        shown[i][c] = random.nextBoolean(0.5);
      }
    }
    return new PredictionDifference.Examples(features, shown);
  }

  @Test
  void rareConceptsAndConstantLayersAreUndefinedNotScored() {
    PredictionDifference.Examples examples = examples(100, 1);
    for (boolean[] row : examples.shown()) {
      row[0] = false;
    }
    PredictionDifference rare =
        PredictionDifference.of(CONCEPTS, examples, examples(100, 2), 0.01, 0.95);
    assertThat(rare.areas()[0]).isNaN();
    assertThat(rare.drops()[0][0]).isNaN();
    assertThat(rare.readable()[0]).isFalse();

    PredictionDifference.Examples constant =
        new PredictionDifference.Examples(new double[100][2], examples(100, 3).shown());
    PredictionDifference dead = PredictionDifference.of(CONCEPTS, constant, constant, 0.01, 0.95);
    assertThat(dead.areas()).containsOnly(Double.NaN);
    assertThat(dead.labels()).containsOnly(-1);
  }

  @Test
  void activationsThatAreNotFiniteAreRefused() {
    assertThatThrownBy(
            () ->
                new PredictionDifference.Examples(
                    new double[][] {{1, Double.NaN}}, new boolean[1][1]))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("not finite. Got [1.0, NaN].");
  }
}
