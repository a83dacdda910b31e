package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class GaussianInformationTest {
  static final double[] X = {.1, 1.3, -.7, 2.2, .4, -1.1, .9, 1.8, -.2, .6};
  static final double[] Y = {.3, .8, -1, 1.9, .7, -.4, 1.5, 1.1, .2, -.6};
  static final double[] Z = {1, -.5, .25, .75, -1.25, .5, 1.5, -.75, 0, -.25};
  static final int[] LABELS = {0, 1, 0, 1, 1, 0, 1, 1, 0, 0};
  private static final Offset<Double> EXACT = within(1e-9);

  private static double between(double[] x, double[] y) {
    return GaussianInformation.between(GaussianVariable.copula(x), GaussianVariable.copula(y));
  }

  private static double bias(int examples, int dimensions) {
    return GaussianVariable.entropyBias(examples, dimensions) / Math.log(2);
  }

  /** By how much plug-in information of two single dimensions is too high, in bits. */
  private static double nullBias(int examples) {
    return 2 * bias(examples, 1) - bias(examples, 2);
  }

  @Test
  void normalScoresAgreeWithGoldenValues() {
    assertThat(NormalScores.of(new double[] {3, 1, 2}))
        .containsExactly(new double[] {.67448975, -.67448975, 0}, within(1e-8));
    assertThat(Correlations.pearson(NormalScores.of(X), NormalScores.of(Y)))
        .isCloseTo(.8065324935, EXACT);
  }

  @Test
  void varianceOfNormalScoresStaysBelowOne() {
    for (int n : new int[] {10, 100, 1000}) {
      double expected = n == 10 ? .6907 : n == 100 ? .9321 : .9890;
      assertThat(Moments.variance(NormalScores.of(gaussian(n, new Seed(n)))))
          .isCloseTo(expected, within(5e-5));
    }
  }

  @Test
  void tiedValuesShareAScoreWhateverTheirOrder() {
    assertThat(NormalScores.of(new double[] {0, 5, 0}))
        .containsExactly(new double[] {-.31863936, .67448975, -.31863936}, within(1e-8));
    assertThat(NormalScores.tiedShare(new double[] {0, 5, 0, 7})).isEqualTo(.5);
    assertThat(NormalScores.tiedShare(X)).isZero();
  }

  @Test
  void tiesDoNotTellTheOrderOfTheExamples() {
    double[] mostlyZero = new double[200];
    mostlyZero[20] = 1;
    mostlyZero[120] = 1;
    double[] sorted = new double[200];
    Arrays.setAll(sorted, i -> i < 100 ? 0 : 1);

    assertThat(between(mostlyZero, sorted)).isCloseTo(-nullBias(200), within(1e-6));
  }

  @Test
  void digammaAgreesWithGoldenAndClosedValues() {
    double euler = .5772156649015329;

    assertThat(Digamma.of(1)).isCloseTo(-euler, within(1e-14));
    assertThat(Digamma.of(.5)).isCloseTo(-euler - 2 * Math.log(2), within(1e-14));
    assertThat(Digamma.of(10.5)).isCloseTo(2.30300103, within(1e-8));
    assertThat(Digamma.of(24.5)).isCloseTo(3.17812615, within(1e-8));
    for (double x = .5; x < 30; x += .5) {
      assertThat(Digamma.of(x + 1) - Digamma.of(x)).isCloseTo(1 / x, within(1e-14));
    }
  }

  @Test
  void biasAgreesWithGoldenValues() {
    assertThat(GaussianVariable.entropyBias(50, 1)).isCloseTo(-.0102734856, EXACT);
    assertThat(GaussianVariable.entropyBias(50, 2)).isCloseTo(-.0310721213, EXACT);
    assertThat(nullBias(50)).isCloseTo(.0151845818, EXACT);
    assertThat(nullBias(20)).isCloseTo(.0411863, within(1e-7));
    assertThat(nullBias(100)).isCloseTo(.0073982, within(1e-7));
    assertThat(nullBias(1000)).isCloseTo(.00072316, within(1e-8));
  }

  @Test
  void informationAgreesWithGoldenValues() {
    double raw = GaussianInformation.between(GaussianVariable.of(X), GaussianVariable.of(Y));

    assertThat(between(X, Y)).isCloseTo(.6625455712, EXACT);
    assertThat(between(X, Y) + nullBias(10)).isCloseTo(.7583068046, EXACT);
    assertThat(raw).isCloseTo(.6878421290, EXACT);
    assertThat(raw + nullBias(10)).isCloseTo(.7836033624, EXACT);
  }

  @Test
  void informationOfTwoDimensionsAgreesWithGoldenValue() {
    assertThat(
            GaussianInformation.between(GaussianVariable.copula(X), GaussianVariable.copula(Y, Z)))
        .isCloseTo(.6734473181, EXACT);
  }

  @Test
  void conditionalInformationAgreesWithGoldenValues() {
    double given =
        GaussianInformation.given(
            GaussianVariable.copula(X), GaussianVariable.copula(Y), GaussianVariable.copula(Z));

    assertThat(given).isCloseTo(.7619389330, EXACT);
    assertThat(given + 2 * bias(10, 2) - bias(10, 3) - bias(10, 1)).isCloseTo(.8722769911, EXACT);
  }

  @Test
  void informationAboutAClassAgreesWithGoldenValues() {
    double corrected = GaussianInformation.withClass(GaussianVariable.copula(X), LABELS);

    assertThat(corrected).isCloseTo(.4851607073, EXACT);
    assertThat(corrected + bias(10, 1) - bias(5, 1)).isCloseTo(.5970823737, EXACT);
  }

  @Test
  void mixtureInformationAgreesWithGoldenValues() {
    assertThat(MixtureInformation.raw(new double[][] {X}, LABELS)).isCloseTo(.6057133056, EXACT);
    assertThat(MixtureInformation.raw(new double[][] {X, Y}, LABELS)).isCloseTo(.8792157523, EXACT);
    assertThat(MixtureInformation.copula(new double[][] {X}, LABELS)).isCloseTo(.7626598899, EXACT);
  }

  @Test
  void informationOfAKnownCorrelationIsItsClosedForm() {
    int n = 4000;
    double[][] axes = Orthogonal.columns(n, 2, new Seed(1));
    for (double r : new double[] {0, .5, .8, .9}) {
      double information =
          GaussianInformation.between(
              GaussianVariable.of(axes[0]), GaussianVariable.of(Orthogonal.mix(axes, r)));
      double closed = -.5 * Math.log(1 - r * r) / Math.log(2);

      assertThat(information + nullBias(n)).isCloseTo(closed, EXACT);
    }
  }

  @Test
  void monotoneTransformsChangeNothing() {
    double[] stretched = Arrays.stream(X).map(v -> Math.exp(3 * v) - 7).toArray();
    double[] turned = Arrays.stream(Y).map(v -> -v * v * v).toArray();

    assertThat(between(stretched, Y)).isEqualTo(between(X, Y));
    assertThat(between(X, turned)).isCloseTo(between(X, Y), within(1e-12));
  }

  @Test
  void unitsChangeNothing() {
    double[] tiny = Arrays.stream(X).map(v -> v * 1e-9 + 1e-8).toArray();
    GaussianVariable raw = GaussianVariable.of(tiny);

    assertThat(GaussianInformation.between(raw, GaussianVariable.of(Y)))
        .isCloseTo(.6878421290, EXACT);
    assertThat(GaussianInformation.withClass(raw, LABELS))
        .isCloseTo(GaussianInformation.withClass(GaussianVariable.of(X), LABELS), EXACT);
    assertThat(MixtureInformation.raw(new double[][] {tiny, Y}, LABELS))
        .isCloseTo(.8792157523, EXACT);
    assertThat(MixtureInformation.copula(new double[][] {tiny}, LABELS))
        .isCloseTo(.7626598899, EXACT);
  }

  @Test
  void orderOfExamplesAndNamesOfClassesChangeNothing() {
    int[] order = new Seed(3).stream().permutation(10);
    int[] labels = Arrays.stream(order).map(i -> 7 - 3 * LABELS[i]).toArray();
    double[] x = LabelGroups.take(X, order);
    GaussianVariable shuffled = GaussianVariable.copula(x);

    assertThat(GaussianInformation.withClass(shuffled, labels)).isCloseTo(.4851607073, EXACT);
    assertThat(MixtureInformation.copula(new double[][] {x}, labels)).isCloseTo(.7626598899, EXACT);
    assertThat(GaussianInformation.between(shuffled, GaussianVariable.copula(Y).reordered(order)))
        .isCloseTo(.6625455712, EXACT);
  }

  @Test
  void informationIsSymmetricAndObeysTheChainRule() {
    GaussianVariable x = GaussianVariable.copula(X);
    GaussianVariable y = GaussianVariable.copula(Y);
    GaussianVariable z = GaussianVariable.copula(Z);
    double chained = GaussianInformation.between(x, z) + GaussianInformation.given(x, y, z);

    assertThat(GaussianInformation.between(y, x)).isCloseTo(.6625455712, EXACT);
    assertThat(GaussianInformation.between(x, y.with(z))).isCloseTo(chained, within(1e-12));
  }

  @Test
  void unrelatedDataHaveNoInformationOnAverage() {
    int rounds = 500;
    double[][] found = new double[4][rounds];
    for (int round = 0; round < rounds; round++) {
      Seed seed = new Seed(11).child(round);
      double[] a = gaussian(24, seed.child("a"));
      double[] b = gaussian(24, seed.child("b"));
      GaussianVariable x = GaussianVariable.copula(a);
      GaussianVariable y = GaussianVariable.copula(b, gaussian(24, seed.child("c")));
      int[] labels = new int[24];
      Arrays.setAll(labels, i -> i % 3);
      found[0][round] = GaussianInformation.between(x, y);
      found[1][round] =
          GaussianInformation.given(x, y, GaussianVariable.copula(gaussian(24, seed.child("d"))));
      found[2][round] = GaussianInformation.between(GaussianVariable.of(a), GaussianVariable.of(b));
      found[3][round] = GaussianInformation.withClass(GaussianVariable.of(a), labels);
    }
    for (double[] values : found) {
      double error = Moments.deviation(values) / Math.sqrt(rounds);
      assertThat(Moments.mean(values)).isCloseTo(0, within(3 * error));
      assertThat(Arrays.stream(values).min().orElseThrow()).isNegative();
    }
  }

  @Test
  void wellSeparatedClassesTellOneBitAsAMixture() {
    double[] apart = new double[100];
    int[] labels = new int[100];
    RandomStream random = new Seed(5).stream();
    for (int i = 0; i < 100; i++) {
      labels[i] = i % 2;
      apart[i] = random.nextGaussian() + 50 * labels[i];
    }

    assertThat(MixtureInformation.raw(new double[][] {apart}, labels)).isCloseTo(1, EXACT);
    assertThat(MixtureInformation.copula(new double[][] {apart}, labels)).isCloseTo(1, EXACT);
  }

  @Test
  void perfectDependenceIsInfinite() {
    double[] twice = Arrays.stream(X).map(v -> 2 * v).toArray();

    assertThat(between(X, twice)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void dependenceOnARingIsSeenByBinsOnly() {
    int n = 2000;
    double[] a = new double[n];
    double[] b = new double[n];
    int[][] bins = new int[4][4];
    RandomStream random = new Seed(8).stream();
    for (int i = 0; i < n; i++) {
      double angle = random.nextDouble(0, 2 * Math.PI);
      a[i] = Math.cos(angle);
      b[i] = Math.sin(angle);
      bins[(int) (2 * a[i] + 2)][(int) (2 * b[i] + 2)]++;
    }

    // Of each quadrant's thirds none lies where both are below ½: marginals 1/3, 1/6, cells 1/12.
    double closed = (Math.log(.75) + 2 * Math.log(1.5)) / (3 * Math.log(2));
    assertThat(between(a, b)).isCloseTo(0, within(.01));
    assertThat(DiscreteInformation.of(bins)).isCloseTo(closed, within(.03));
  }

  @Test
  void countsAgreeWithGoldenValues() {
    int[][] table = {{40, 10}, {5, 45}};
    double bias = DiscreteInformation.bias(2, 2, 100);

    assertThat(bias).isCloseTo(.0072134752, EXACT);
    assertThat(DiscreteInformation.of(table) + bias).isCloseTo(.3973126097, EXACT);
    assertThat(DiscreteInformation.of(new int[][] {{40, 10, 0}, {5, 45, 0}, {0, 0, 0}}))
        .isCloseTo(.3973126097 - bias, EXACT);
  }

  @Test
  void badInputIsNamed() {
    double[] hole = X.clone();
    hole[3] = Double.NaN;
    GaussianVariable x = GaussianVariable.copula(X);

    assertThatThrownBy(() -> GaussianVariable.copula(Y, hole))
        .hasMessage("column 1: Expected finite values, got NaN for example 3");
    assertThatThrownBy(() -> GaussianVariable.of(new double[10]))
        .hasMessage("column 0: Expected values that vary, got the same for all 10 examples");
    assertThatThrownBy(GaussianVariable::of).hasMessage("Expected at least 1 column, got 0");
    assertThatThrownBy(() -> GaussianVariable.of(X, new double[] {1, 2}))
        .hasMessage("Expected arrays of equal length, got 10 and 2");
    assertThatThrownBy(() -> x.with(GaussianVariable.of(new double[] {1, 2})))
        .hasMessage("Expected variables of the same examples, got 10 and 2");
    assertThatThrownBy(() -> x.reordered(new int[3]))
        .hasMessage("Expected an order of 10 examples, got 3");
    assertThatThrownBy(() -> GaussianInformation.between(GaussianVariable.of(X, X), x))
        .hasMessage("Expected dimensions that do not depend linearly on each other, got 2 that do");
    assertThatThrownBy(() -> between(new double[] {1, 2}, new double[] {2, 1}))
        .hasMessage("Expected more examples than dimensions, got 2 examples of 2 dimensions");
  }

  @Test
  void badClassesAreNamed() {
    int[] lonely = {0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    double[] constantInOne = {1, 5, 1, 6, 7, 1, 8, 9, 1, 1};
    double[] mostlyOne = {1, 5, 1, 6, 7, 1, 8, 9, 1, 2};

    assertThatThrownBy(() -> GaussianInformation.withClass(GaussianVariable.of(X), lonely))
        .hasMessage(
            "class 1: Expected more examples than dimensions, got 1 examples of 1 dimensions");
    assertThatThrownBy(() -> GaussianInformation.withClass(GaussianVariable.of(X), new int[10]))
        .hasMessage("Expected at least 2 classes, got 1");
    assertThatThrownBy(() -> GaussianInformation.withClass(GaussianVariable.of(X), new int[9]))
        .hasMessage("Expected one label per example, got 9 labels for 10 examples");
    assertThatThrownBy(
            () -> GaussianInformation.withClass(GaussianVariable.of(constantInOne), LABELS))
        .hasMessage(
            "class 0: column 0: Expected values that vary, got the same for all 5 examples");
    assertThatThrownBy(() -> MixtureInformation.raw(new double[][] {constantInOne}, LABELS))
        .hasMessage(
            "class 0: column 0: Expected values that vary, got the same for all 5 examples");
    assertThatThrownBy(() -> MixtureInformation.copula(new double[][] {mostlyOne}, LABELS))
        .hasMessage("class 0: column 0: Expected values of which at most half are equal, got more");
    assertThatThrownBy(() -> MixtureInformation.raw(new double[][] {X, X}, LABELS))
        .hasMessage(
            "class 0: Expected dimensions that do not depend linearly on each other, got 2 that do");
  }

  private static double[] gaussian(int n, Seed seed) {
    RandomStream random = seed.stream();
    double[] values = new double[n];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }
}
