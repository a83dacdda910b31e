package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;

class DissimilaritiesTest {
  private static final double[][] X = {{1, 2}, {0, 1}, {3, 1}, {2, 4}, {1, 0}, {0, 2}};
  private static final double[][] Y = {
    {1, 0, 1}, {0, 1, 0}, {2, 1, 1}, {3, 2, 0}, {0, 1, 2}, {1, 1, 1}
  };

  private static double[][] gaussian(int rows, int units, Seed seed) {
    RandomStream random = seed.stream();
    double[][] table = new double[rows][units];
    for (double[] row : table) {
      Arrays.setAll(row, i -> random.nextGaussian());
    }
    return table;
  }

  @Test
  void rankCorrelationOfDistancesAgreesWithGoldenValue() {
    assertThat(Dissimilarities.euclidean(X).spearman(Dissimilarities.euclidean(Y)))
        .isCloseTo(.5041039817, within(1e-9));
  }

  @Test
  void pairsAreInTheOrderOfRows() {
    double[][] rows = {{1, 2, 3}, {2, 4, 6}, {3, 2, 1}};

    assertThat(Dissimilarities.correlation(rows).pairs())
        .containsExactly(new double[] {0, 2, 2}, within(1e-12));
    assertThat(Dissimilarities.euclidean(new double[][] {{0}, {3}, {1}}).pairs())
        .containsExactly(3, 1, 2);
  }

  @Test
  void orderOfUnitsAndScaleOfExamplesDoNotMatter() {
    double[][] rows = gaussian(12, 5, new Seed(1));
    double[][] changed = new double[12][5];
    for (int i = 0; i < 12; i++) {
      for (int u = 0; u < 5; u++) {
        changed[i][u] = (i + 1) * rows[i][4 - u] - i;
      }
    }

    assertThat(Dissimilarities.correlation(changed).pairs())
        .containsExactly(Dissimilarities.correlation(rows).pairs(), within(1e-12));
  }

  @Test
  void mantelFindsRepresentationsThatShareStructure() {
    double[][] rows = gaussian(20, 6, new Seed(2));
    double[][] noisy = gaussian(20, 6, new Seed(3));
    for (int i = 0; i < 20; i++) {
      for (int u = 0; u < 6; u++) {
        noisy[i][u] = rows[i][u] + .5 * noisy[i][u];
      }
    }
    TestResult test =
        Dissimilarities.correlation(rows)
            .mantel(Dissimilarities.correlation(noisy), 199, new Seed(4));

    assertThat(test.statistic())
        .isEqualTo(Dissimilarities.correlation(rows).spearman(Dissimilarities.correlation(noisy)));
    assertThat(test.p()).isEqualTo(1 / 200.0);
  }

  @Test
  void mantelRejectsUnrelatedRepresentationsAtItsLevel() {
    int rounds = 1000;
    int rejected = 0;
    for (int round = 0; round < rounds; round++) {
      Seed seed = new Seed(6).child(round);
      Dissimilarities a = Dissimilarities.euclidean(gaussian(10, 3, seed.child("a")));
      Dissimilarities b = Dissimilarities.euclidean(gaussian(10, 3, seed.child("b")));
      rejected += a.mantel(b, 99, seed).p() <= .05 ? 1 : 0;
    }

    // 5 % of 1,000 are 50, with a standard deviation of 6.9.
    assertThat(rejected).isBetween(34, 66);
  }

  @Test
  void mantelOverAllOrdersOfThreeExamplesIsExact() {
    // Distances 1, 2, √5 on both sides: one order of six gives ρ = 1, one −1, so p is 1/3.
    Dissimilarities a = Dissimilarities.euclidean(new double[][] {{0, 0}, {1, 0}, {0, 2}});
    TestResult test = a.mantel(a, 5999, new Seed(1));

    assertThat(test.statistic()).isCloseTo(1, within(1e-12));
    assertThat(test.p()).isCloseTo(1 / 3.0, within(.03));
  }

  @Test
  void equalDissimilaritiesHaveNoCorrelation() {
    Dissimilarities equal =
        Dissimilarities.euclidean(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    Dissimilarities other = Dissimilarities.euclidean(new double[][] {{0}, {1}, {3}});

    assertThat(equal.mantel(other, 9, new Seed(1)).statistic()).isNaN();
    assertThat(equal.mantel(other, 9, new Seed(1)).p()).isNaN();
  }

  @Test
  void badTablesAreNamed() {
    assertThatThrownBy(() -> Dissimilarities.euclidean(new double[][] {{1}, {2}}))
        .hasMessage("Expected at least 3 examples, got 2");
    assertThatThrownBy(() -> Dissimilarities.correlation(new double[][] {{1}, {2}, {3}}))
        .hasMessage("Expected at least 2 units, got 1");
    assertThatThrownBy(() -> Dissimilarities.correlation(new double[][] {{1, 2}, {0, 0}, {3, 1}}))
        .hasMessage(
            "units of example 1: Expected values that vary, got the same for all 2 examples");
    assertThatThrownBy(() -> Dissimilarities.euclidean(new double[][] {{1}, {Double.NaN}, {3}}))
        .hasMessage("Expected finite activations, got NaN");
    assertThatThrownBy(() -> Dissimilarities.euclidean(new double[][] {{1}, {2, 3}, {3}}))
        .hasMessage("Expected arrays of equal length, got 1 and 2");
    Dissimilarities three = Dissimilarities.euclidean(new double[][] {{0}, {1}, {3}});
    assertThatThrownBy(() -> three.spearman(Dissimilarities.euclidean(X)))
        .hasMessage("Expected dissimilarities of the same examples, got 3 and 6");
    assertThatThrownBy(() -> three.mantel(three, 0, new Seed(1)))
        .hasMessage("Expected at least 1 permutation, got 0");
  }

  @Test
  void agreementAtKCountsSharedClassesInAnyOrder() {
    double[] first = {5, 4, 3, 2};
    double[] second = {4, 5, 1, 3};

    assertThat(TopK.agreement(first, second, 1)).isZero();
    assertThat(TopK.agreement(first, second, 2)).isEqualTo(1);
    assertThat(TopK.agreement(first, second, 3)).isEqualTo(2 / 3.0);
    assertThat(TopK.agreement(first, second, 4)).isEqualTo(1);
    assertThat(TopK.agreement(new double[] {1, 1, 0}, new double[] {1, 0, 0}, 1)).isEqualTo(1);
    assertThatThrownBy(() -> TopK.agreement(first, second, 5))
        .hasMessage("Expected k from 1 to 4 classes, got 5");
  }
}
