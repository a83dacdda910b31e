package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CavClassifiersTest {
  private static final double RIDGE = 0.01;

  static Stream<String> names() {
    return CavClassifiers.names().stream();
  }

  private static double[][] normal(int n, int channels, RandomStream random) {
    double[][] rows = new double[n][channels];
    for (double[] row : rows) {
      Arrays.setAll(row, c -> random.nextGaussian());
    }
    return rows;
  }

  /** The first half shows the concept: channel 0 is higher by some. */
  private static double[][] rows(int n, int channels, double by, long seed) {
    double[][] rows = normal(n, channels, new Seed(seed).stream());
    for (int i = 0; i < n / 2; i++) {
      rows[i][0] += by;
    }
    return rows;
  }

  private static boolean[] firstHalf(int n) {
    boolean[] positive = new boolean[n];
    Arrays.fill(positive, 0, n / 2, true);
    return positive;
  }

  private static CavTraining training(double[][] rows) {
    return CavTraining.of(rows, firstHalf(rows.length));
  }

  @ParameterizedTest
  @MethodSource("names")
  void planePartsTheConceptFromOthersAndPointsTowardsIt(String name) {
    double[][] rows = rows(60, 5, 4, 1);

    Plane plane = CavClassifiers.named(name).fit(training(rows), RIDGE);

    assertThat(plane.weights()[0]).isGreaterThan(3 * Math.abs(plane.weights()[1]));
    double correct = 0;
    for (int i = 0; i < 60; i++) {
      correct += plane.correct(rows[i], i < 30);
    }
    assertThat(correct).isGreaterThanOrEqualTo(57);
  }

  @ParameterizedTest
  @MethodSource("names")
  void equalExamplesGiveEqualBits(String name) {
    double[][] rows = rows(40, 7, 1, 2);

    Plane one = CavClassifiers.named(name).fit(training(rows), RIDGE);
    Plane two = CavClassifiers.named(name).fit(training(rows), RIDGE);

    assertThat(two.weights()).containsExactly(one.weights());
    assertThat(two.offset()).isEqualTo(one.offset());
  }

  @ParameterizedTest
  @MethodSource("names")
  void otherSideIsTheOppositePlane(String name) {
    double[][] rows = rows(40, 4, 1, 3);
    boolean[] opposite = new boolean[40];
    Arrays.fill(opposite, 20, 40, true);

    Plane plane = CavClassifiers.named(name).fit(training(rows), RIDGE);
    Plane other = CavClassifiers.named(name).fit(CavTraining.of(rows, opposite), RIDGE);

    for (int c = 0; c < 4; c++) {
      assertThat(other.weights()[c]).isCloseTo(-plane.weights()[c], within(1e-5));
    }
    assertThat(other.offset()).isCloseTo(-plane.offset(), within(1e-5));
  }

  @ParameterizedTest
  @MethodSource("names")
  void constantChannelHasNoWeight(String name) {
    double[][] rows = rows(30, 4, 2, 4);
    for (double[] row : rows) {
      row[3] = 7;
    }

    assertThat(CavClassifiers.named(name).fit(training(rows), RIDGE).weights()[3])
        .isCloseTo(0, within(1e-12));
  }

  @Test
  void patternOfTwoSortsIsTheDifferenceOfMeans() {
    double[][] rows = rows(50, 6, 1, 5);
    boolean[] positive = new boolean[50];
    Arrays.fill(positive, 0, 13, true); // not balanced

    CavTraining training = CavTraining.of(rows, positive);
    Plane pattern = CavClassifiers.named("pattern").fit(training, RIDGE);
    Plane difference = CavClassifiers.named("mean-difference").fit(training, RIDGE);

    for (int c = 0; c < 6; c++) {
      assertThat(pattern.weights()[c]).isCloseTo(difference.weights()[c], within(1e-12));
    }
    assertThat(pattern.offset()).isCloseTo(difference.offset(), within(1e-12));
  }

  @Test
  void supportVectorMachineOfTwoPairsIsKnown() {
    // On a line at ±1 and ±3 with a small penalty: only ±1 support, so w = 1 and b = 0.
    double[][] rows = {{1}, {3}, {-1}, {-3}};

    SupportVectors fit =
        SupportVectors.fit(Matrices.gram(rows), new boolean[] {true, true, false, false}, 1e-3);

    assertThat(fit.weights(rows)[0]).isCloseTo(1, within(1e-6));
    assertThat(fit.intercept()).isCloseTo(0, within(1e-6));
    assertThat(fit.coefficients()[1]).isZero();
    assertThat(fit.coefficients()[3]).isZero();
  }

  @Test
  void strongPenaltyKeepsEveryExampleWithinTheMargin() {
    // All coefficients at their bound 1/(nλ) = 1/32: w = (1 + 3 + 1 + 3)/32 = .25, and 3w < 1.
    double[][] rows = {{1}, {3}, {-1}, {-3}};

    SupportVectors fit =
        SupportVectors.fit(Matrices.gram(rows), new boolean[] {true, true, false, false}, 8);

    assertThat(fit.coefficients()).containsExactly(.03125, .03125, -.03125, -.03125);
    assertThat(fit.weights(rows)[0]).isEqualTo(.25);
  }

  @Test
  void supportVectorMachineHasNoDualityGap() {
    for (long seed = 0; seed < 20; seed++) {
      int n = 40;
      double[][] rows = rows(n, 6, (double) (seed % 4), 100 + seed);
      boolean[] positive = firstHalf(n);
      double ridge = Math.pow(10, (double) (-3 + seed % 5));

      SupportVectors fit = SupportVectors.fit(Matrices.gram(rows), positive, ridge);

      double[] w = fit.weights(rows);
      double hinge = 0;
      double dual = 0;
      for (int i = 0; i < n; i++) {
        double y = positive[i] ? 1 : -1;
        hinge += Math.max(0, 1 - y * (Matrices.dot(w, rows[i]) + fit.intercept())) / n;
        dual += y * fit.coefficients()[i];
        assertThat(y * fit.coefficients()[i]).isBetween(-1e-15, 1 / (n * ridge));
      }
      double norm = Matrices.dot(w, w);
      double primal = hinge + ridge / 2 * norm;
      assertThat(primal - ridge * (dual - norm / 2))
          .as("seed %d", seed)
          .isBetween(-1e-9, 1e-4 * Math.max(1, primal));
    }
  }

  @Test
  void wideLayersAreFittedFromProductsAsTheyAreFromTheirValues() {
    int width = LayerRows.WIDE + 6;
    double[][] pool = normal(60, width, new Seed(7).stream());
    double[][] concept = normal(20, width, new Seed(8).stream());
    for (double[] row : concept) {
      row[3] += 4;
    }
    int[] positives = IntStream.range(60, 80).toArray();
    int[] negatives = IntStream.range(5, 25).toArray();

    CavTraining shared = LayerRows.of(pool).with(concept).training(positives, negatives);

    double[][] scaled = Scale.of(pool).apply(shared.rows());
    double[][] gram = Matrices.gram(scaled);
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 40; j++) {
        assertThat(shared.gram()[i][j]).isCloseTo(gram[i][j], within(1e-9));
      }
    }
    LogisticRegression expected =
        LogisticRegression.fit(new RidgeForm.ByExamples(scaled, 40 * RIDGE), firstHalf(40), RIDGE);
    double[] direction = CavClassifiers.named("logistic").fit(shared, RIDGE).weights();
    double[] raw = Scale.of(pool).mapBack(expected.weights());
    for (int c = 0; c < width; c++) {
      assertThat(direction[c]).isCloseTo(raw[c], within(1e-9));
    }
    assertThat(direction[3]).isEqualTo(Arrays.stream(direction).max().orElseThrow());
  }

  @Test
  void unknownClassifierIsNamed() {
    assertThatThrownBy(() -> CavClassifiers.named("tree")).hasMessageContaining("logistic, hinge");
  }
}
