package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class InformationScanTest {
  private static final int N = 240;
  private static final RandomStream RANDOM = new Seed(1).stream();
  private static final double[] NUMBERS = gaussian();
  private static final double[] VALUES = IntStream.range(0, N).mapToDouble(i -> i % 4).toArray();
  private static final double[] RING =
      IntStream.range(0, N).mapToDouble(i -> Math.abs(NUMBERS[i])).toArray();
  private static final int[] AS_THEY_ARE = IntStream.range(0, N).toArray();

  private static double[] gaussian() {
    return IntStream.range(0, N).mapToDouble(i -> RANDOM.nextGaussian()).toArray();
  }

  private static double[] mixed(double[] other, double share) {
    return IntStream.range(0, N)
        .mapToDouble(i -> share * other[i] + RANDOM.nextGaussian())
        .toArray();
  }

  @Test
  void scanAgreesWithTheOneByOneEstimators() {
    double[][] units = {mixed(NUMBERS, 0.7), mixed(VALUES, 0.5), gaussian()};
    List<Feature> features = List.of(Feature.continuous(NUMBERS, 5), Feature.categorical(VALUES));
    int[] labels = IntStream.range(0, N).map(i -> i % 4).toArray();
    int[] order = new Seed(2).stream().permutation(N);

    for (int[] each : List.of(AS_THEY_ARE, order)) {
      double[] scanned = new InformationScan(units, features, 5).byRanks(each);

      for (int u = 0; u < units.length; u++) {
        GaussianVariable unit = GaussianVariable.copula(units[u]);
        assertThat(scanned[2 * u])
            .isCloseTo(
                GaussianInformation.between(unit, GaussianVariable.copula(NUMBERS).reordered(each)),
                within(1e-9));
        assertThat(scanned[2 * u + 1])
            .isCloseTo(
                GaussianInformation.withClass(unit, LabelGroups.inOrder(labels, each)),
                within(1e-9));
      }
    }
  }

  @Test
  void binsAgreeWithTheTableAndSeeWhatRanksMiss() {
    InformationScan scan =
        new InformationScan(new double[][] {RING}, List.of(Feature.continuous(NUMBERS, 5)), 5);
    int[][] table = new int[5][5];
    int[] x = Feature.equallyFilled(RING, 5);
    int[] y = Feature.equallyFilled(NUMBERS, 5);
    for (int i = 0; i < N; i++) {
      table[x[i]][y[i]]++;
    }

    assertThat(scan.byBins(AS_THEY_ARE)[0]).isCloseTo(DiscreteInformation.of(table), within(1e-9));
    assertThat(scan.byBins(AS_THEY_ARE)[0]).isGreaterThan(0.8);
    assertThat(scan.byRanks(AS_THEY_ARE)[0]).isLessThan(0.05);
  }

  @Test
  void rectifiedUnitsCountAsActiveOrNotAndConstantOnesNotAtAll() {
    double[] rectified = IntStream.range(0, N).mapToDouble(i -> Math.max(0, NUMBERS[i])).toArray();
    InformationScan scan =
        new InformationScan(
            new double[][] {rectified, new double[N]}, List.of(Feature.continuous(NUMBERS, 2)), 5);

    assertThat(scan.isTied(0)).isTrue();
    assertThat(scan.isConstant(1)).isTrue();
    // Whether it is active is whether the number is above 0, which its lower half is not, but for
    // chance: nearly 1 bit.
    assertThat(scan.byRanks(AS_THEY_ARE)[0]).isBetween(0.7, 1.0);
    assertThat(scan.byRanks(AS_THEY_ARE)[1]).isNaN();
    assertThat(scan.byBins(AS_THEY_ARE)[1]).isNaN();
  }

  @Test
  void sortedTiesMakeNoInformation() {
    // Ties ranked by their order in the data would tell the class that the data are sorted by.
    double[] unit = IntStream.range(0, N).mapToDouble(i -> i % 20 == 0 ? 1 + i % 3 : 0).toArray();
    double[] sorted = IntStream.range(0, N).map(i -> i * 4 / N).asDoubleStream().toArray();

    double bits =
        new InformationScan(new double[][] {unit}, List.of(Feature.categorical(sorted)), 5)
            .byRanks(AS_THEY_ARE)[0];

    assertThat(Math.abs(bits)).isLessThan(0.03);
  }

  @Test
  void copyIsCappedAndNotInfinite() {
    double bits =
        new InformationScan(new double[][] {NUMBERS}, List.of(Feature.continuous(NUMBERS, 5)), 5)
            .byRanks(AS_THEY_ARE)[0];

    assertThat(bits).isBetween(14.0, 15.0);
  }

  @Test
  void columnsOfZeroAndOneAreAnAnalysisOfVariance() {
    double[] unit = mixed(VALUES, 1);
    double total = Moments.variance(NormalScores.of(unit)) * (N - 1);
    double[] scores = NormalScores.of(unit);
    double unexplained = 0;
    for (int k = 0; k < 4; k++) {
      int value = k;
      double[] own =
          IntStream.range(0, N).filter(i -> i % 4 == value).mapToDouble(i -> scores[i]).toArray();
      unexplained += Moments.variance(own) * (own.length - 1);
    }
    double plugIn = -0.5 * Math.log(unexplained / total) / Math.log(2);

    double bits =
        GaussianInformation.between(
            Feature.categorical(VALUES).gaussian(), GaussianVariable.copula(unit));

    double bias =
        (GaussianVariable.entropyBias(N, 3)
                + GaussianVariable.entropyBias(N, 1)
                - GaussianVariable.entropyBias(N, 4))
            / Math.log(2);
    assertThat(bits).isCloseTo(plugIn - bias, within(1e-9));
  }

  @Test
  void chanceAdjustedInformationIsNothingByChanceAndAllThereIsWhereClassesLieApart() {
    double[][] noise = {gaussian(), gaussian(), gaussian()};
    double[][] apart = new double[3][N];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < N; i++) {
        apart[c][i] = 12 * ((int) VALUES[i] >> c & 1) + RANDOM.nextGaussian();
      }
    }
    Feature feature = Feature.categorical(VALUES);

    assertThat(ChanceAdjusted.of(noise, feature, 20, new Seed(3))).isBetween(-0.12, 0.12);
    assertThat(ChanceAdjusted.of(apart, feature, 20, new Seed(3))).isBetween(1.9, 2.05);
    // The mixture as such finds a tenth of a bit and more where there is nothing.
    assertThat(MixtureInformation.copula(noise, feature.levels())).isGreaterThan(0.08);
  }

  @Test
  void chanceAdjustedInformationIsUndefinedForClassesTooSmallForTheirDimensions() {
    double[] rare = IntStream.range(0, N).mapToDouble(i -> i < 4 ? 1 : 0).toArray();

    assertThat(
            ChanceAdjusted.of(
                new double[][] {gaussian(), gaussian(), gaussian()},
                Feature.categorical(rare),
                5,
                new Seed(3)))
        .isNaN();
  }

  @Test
  void constantFeatureIsRefused() {
    assertThatThrownBy(() -> Feature.categorical(new double[N]))
        .hasMessageContaining("Expected values that vary");
    assertThatThrownBy(() -> Feature.continuous(new double[N], 5))
        .hasMessageContaining("Expected values that vary");
  }

  @Test
  void principalComponentsAreTheSameOfMoreRowsThanColumnsAndOfFewer() {
    double[][] rows = new double[30][6];
    for (double[] row : rows) {
      double common = 5 * RANDOM.nextGaussian();
      for (int c = 0; c < row.length; c++) {
        row[c] = common * (c + 1) + RANDOM.nextGaussian();
      }
    }
    double[][] wide = new double[30][60];
    for (int i = 0; i < 30; i++) {
      System.arraycopy(rows[i], 0, wide[i], 0, 6);
    }

    double[] along = PrincipalComponents.fit(rows, 2).columns(rows)[0];
    double[] same = PrincipalComponents.fit(wide, 2).columns(wide)[0];

    assertThat(Math.abs(Correlations.pearson(along, same))).isCloseTo(1, within(1e-9));
    assertThat(Moments.variance(same)).isCloseTo(Moments.variance(along), within(1e-6));
    assertThat(PrincipalComponents.fit(new double[5][4], 3).count()).isZero();
  }
}
