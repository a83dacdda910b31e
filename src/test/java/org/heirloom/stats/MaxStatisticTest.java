package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.Function;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class MaxStatisticTest {
  private static final int EXAMPLES = 20;

  /** Information of each feature and the response. */
  private static MaxStatistic informationOf(
      double[][] features, double[] response, int permutations, Seed seed) {
    GaussianVariable y = GaussianVariable.copula(response);
    GaussianVariable[] units =
        Arrays.stream(features).map(GaussianVariable::copula).toArray(GaussianVariable[]::new);
    Function<int[], double[]> statistics =
        order -> {
          GaussianVariable shuffled = y.reordered(order);
          return Arrays.stream(units)
              .mapToDouble(unit -> GaussianInformation.between(unit, shuffled))
              .toArray();
        };
    return MaxStatistic.of(statistics, response.length, permutations, seed);
  }

  private static double[] gaussian(Seed seed) {
    RandomStream random = seed.stream();
    double[] values = new double[EXAMPLES];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }

  @Test
  void chanceOfAnyFalseFindingIsTheLevel() {
    int rounds = 1000;
    int findings = 0;
    for (int round = 0; round < rounds; round++) {
      Seed seed = new Seed(77).child(round);
      double[][] features = new double[8][];
      Arrays.setAll(features, f -> gaussian(seed.child(f)));
      double[] p = informationOf(features, gaussian(seed.child("y")), 59, seed.child("null")).p();
      findings += Arrays.stream(p).min().orElseThrow() <= .05 ? 1 : 0;
    }

    // 5 % of 1,000 are 50, with a standard deviation of 6.9.
    assertThat(findings).isBetween(34, 66);
  }

  @Test
  void oneFeatureThatTellsTheResponseIsFoundAmongMany() {
    Seed seed = new Seed(5);
    double[] response = gaussian(seed.child("y"));
    double[][] features = new double[20][];
    Arrays.setAll(features, f -> gaussian(seed.child(f)));
    double[] noise = gaussian(seed.child("noise"));
    Arrays.setAll(features[13], i -> response[i] + .3 * noise[i]);
    MaxStatistic test = informationOf(features, response, 199, seed);
    double[] p = test.p();

    assertThat(p[13]).isEqualTo(1 / 200.0);
    assertThat(test.observed()[13]).isGreaterThan(test.threshold(.05));
    p[13] = 1;
    assertThat(Arrays.stream(p).min().orElseThrow()).isGreaterThan(.05);
  }

  @Test
  void thresholdSaysTheSameAsP() {
    Seed seed = new Seed(9);
    double[][] features = new double[200][];
    Arrays.setAll(features, f -> gaussian(seed.child(f)));
    MaxStatistic test = informationOf(features, gaussian(seed.child("y")), 40, seed);
    double[] p = test.p();

    for (double level : new double[] {.03, .2, .5, .9}) {
      for (int f = 0; f < p.length; f++) {
        assertThat(p[f] <= level).isEqualTo(test.observed()[f] > test.threshold(level));
      }
    }
    assertThat(test.threshold(.02)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void pCountsTheOrderThatWasSeen() {
    // A quarter of all orders leaves the first example in its place, as the observed one does.
    MaxStatistic test =
        MaxStatistic.of(order -> new double[] {order[0] == 0 ? 1 : 0}, 4, 3999, new Seed(1));

    assertThat(test.p()[0]).isCloseTo(.25, within(.03));
  }

  @Test
  void featuresWithoutStatisticAreLeftOut() {
    MaxStatistic test =
        MaxStatistic.of(order -> new double[] {Double.NaN, order[0]}, 4, 99, new Seed(1));

    assertThat(test.p()[0]).isNaN();
    assertThat(test.p()[1]).isEqualTo(1);
    assertThat(test.threshold(.05)).isEqualTo(3);
  }

  @Test
  void equalSeedsGiveEqualResults() {
    double[][] features = {gaussian(new Seed(1)), gaussian(new Seed(2))};
    double[] response = gaussian(new Seed(3));

    assertThat(informationOf(features, response, 50, new Seed(4)).p())
        .isEqualTo(informationOf(features, response, 50, new Seed(4)).p());
  }

  @Test
  void tooFewPermutationsOrExamplesAreRefused() {
    assertThatThrownBy(() -> MaxStatistic.of(order -> new double[1], 4, 0, new Seed(1)))
        .hasMessage("Expected at least 1 permutation, got 0");
    assertThatThrownBy(() -> MaxStatistic.of(order -> new double[1], 1, 9, new Seed(1)))
        .hasMessage("Expected at least 2 examples, got 1");
    MaxStatistic test = MaxStatistic.of(order -> new double[1], 4, 9, new Seed(1));
    assertThatThrownBy(() -> test.threshold(1)).hasMessage("Expected a level in (0, 1), got 1.0");
  }
}
