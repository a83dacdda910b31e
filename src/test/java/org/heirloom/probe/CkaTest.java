package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.heirloom.DataException;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.metrics.Measured;
import org.heirloom.stats.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CkaTest {
  private static final Offset<Double> EXACT = within(1e-9);
  private static final double[][] X = {{1, 2}, {0, 1}, {3, 1}, {2, 4}, {1, 0}, {0, 2}};
  private static final double[][] Y = {
    {1, 0, 1}, {0, 1, 0}, {2, 1, 1}, {3, 2, 0}, {0, 1, 2}, {1, 1, 1}
  };

  private static Representations representations(double[][] rows) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      ids.add("e" + i);
    }
    return new Representations(ids, Map.of("l", rows));
  }

  private static Interval cka(double[][] x, double[][] y, int batchSize) {
    Cka cka = new Cka(List.of("l"), List.of("l"));
    int[] borders = Cka.borders(x.length, batchSize);
    for (int b = 0; b + 1 < borders.length; b++) {
      cka.add(
          representations(Arrays.copyOfRange(x, borders[b], borders[b + 1])),
          representations(Arrays.copyOfRange(y, borders[b], borders[b + 1])));
    }
    return cka.similarities(.95).get(0).interval();
  }

  private static double[][] gaussian(int n, int channels, RandomStream random) {
    double[][] x = new double[n][channels];
    for (double[] row : x) {
      for (int c = 0; c < channels; c++) {
        row[c] = random.nextGaussian();
      }
    }
    return x;
  }

  @Test
  void workedExampleGivesItsUnbiasedValues() {
    Similarities k = new Similarities(X);
    Similarities l = new Similarities(Y);

    assertThat(k.hsic(l)).isCloseTo(1.1666666667, within(1e-9));
    assertThat(k.hsic(k)).isCloseTo(2.9, EXACT);
    assertThat(l.hsic(l)).isCloseTo(1.3333333333, within(1e-9));
    assertThat(cka(X, Y, 6).value()).isCloseTo(.5933055657, EXACT);
  }

  @Test
  void workedExampleGivesItsBiasedValue() {
    assertThat(Cka.biased(X, Y)).isCloseTo(.7820385383, EXACT);
  }

  @Test
  void leavingOneOutEqualsComputingWithoutIt() {
    RandomStream random = new Seed(1).stream();
    double[][] x = gaussian(9, 3, random);
    double[][] y = gaussian(9, 4, random);
    double[] without = new Similarities(x).hsicWithoutEach(new Similarities(y));

    for (int i = 0; i < 9; i++) {
      assertThat(without[i])
          .isCloseTo(new Similarities(omit(x, i)).hsic(new Similarities(omit(y, i))), EXACT);
    }
    assertThat(Arrays.stream(without).average().orElseThrow())
        .isCloseTo(new Similarities(x).hsic(new Similarities(y)), EXACT);
  }

  private static double[][] omit(double[][] rows, int index) {
    List<double[]> rest = new ArrayList<>(List.of(rows));
    rest.remove(index);
    return rest.toArray(double[][]::new);
  }

  @Test
  void equalRepresentationsAreSimilarToTheFull() {
    double[][] x = gaussian(50, 7, new Seed(2).stream());

    Interval interval = cka(x, x, 25);

    assertThat(interval.value()).isCloseTo(1, EXACT);
    assertThat(interval.halfWidth()).isCloseTo(0, within(1e-6));
  }

  @Test
  void rotationShiftAndScaleDoNotMatter() {
    RandomStream random = new Seed(3).stream();
    double[][] x = gaussian(40, 2, random);
    double[][] y = gaussian(40, 3, random);
    double[][] moved = new double[40][];
    for (int i = 0; i < 40; i++) {
      moved[i] =
          new double[] {
            5 + 3 * (.6 * x[i][0] - .8 * x[i][1]), -7 + 3 * (.8 * x[i][0] + .6 * x[i][1])
          };
      y[i][0] += x[i][0];
    }

    assertThat(cka(moved, y, 40).value()).isCloseTo(cka(x, y, 40).value(), EXACT);
  }

  @Test
  void fewExamplesDoNotMakeUnrelatedRepresentationsAlike() {
    RandomStream random = new Seed(4).stream();
    double[][] x = gaussian(64, 512, random);
    double[][] y = gaussian(64, 512, random);

    assertThat(Cka.biased(x, y)).isGreaterThan(.85);
    assertThat(cka(x, y, 64).value()).isBetween(-.1, .1);
  }

  @Test
  void intervalCoversTheTruthOfUnrelatedRepresentations() {
    RandomStream random = new Seed(5).stream();
    int covered = 0;
    int rounds = 300;
    for (int round = 0; round < rounds; round++) {
      Interval interval = cka(gaussian(60, 5, random), gaussian(60, 5, random), 30);
      covered += interval.covers(0) ? 1 : 0;
    }

    // 95 % ± 3 standard errors of 1.26 %, and wider where the jackknife is careful.
    assertThat(covered / (double) rounds).isBetween(.91, 1.0);
  }

  @Test
  void batchesAreAveragedBeforeTheRatio() {
    RandomStream random = new Seed(6).stream();
    double[][] x = gaussian(12, 3, random);
    double[][] y = gaussian(12, 3, random);
    double[] sums = new double[3];
    for (int from = 0; from < 12; from += 6) {
      Similarities k = new Similarities(Arrays.copyOfRange(x, from, from + 6));
      Similarities l = new Similarities(Arrays.copyOfRange(y, from, from + 6));
      sums[0] += k.hsic(l);
      sums[1] += k.hsic(k);
      sums[2] += l.hsic(l);
    }

    assertThat(cka(x, y, 6).value()).isCloseTo(sums[0] / Math.sqrt(sums[1] * sums[2]), EXACT);
  }

  @Test
  void allPairsOfLayersComeInOnePass() {
    Representations teacher =
        new Representations(ids(6), new java.util.TreeMap<>(Map.of("a", X, "b", Y)));
    Representations student = new Representations(ids(6), Map.of("c", X));
    Cka cka = new Cka(List.of("a", "b"), List.of("c"));
    cka.add(teacher, student);

    List<Measured> measured = cka.similarities(.95).stream().map(Cka.Similarity::measured).toList();

    assertThat(measured).extracting(Measured::subject).containsExactly("a/c", "b/c");
    assertThat(measured.get(0).value()).isCloseTo(1, EXACT);
    assertThat(measured.get(1).value()).isCloseTo(.5933055657, EXACT);
  }

  private static List<String> ids(int n) {
    return representations(new double[n][1]).ids();
  }

  @Test
  void constantLayerIsFlagged() {
    Cka cka = new Cka(List.of("l"), List.of("l"));
    double[][] constant = new double[6][];
    Arrays.fill(constant, new double[] {.1, 0, 1e6 / 3});
    cka.add(representations(X), representations(constant));

    assertThat(cka.similarities(.95).get(0).measured())
        .isEqualTo(new Measured("cka", "l/l", "", Double.NaN, "constant-activations"));
  }

  @ParameterizedTest
  @CsvSource({"1000, 256, 4", "1000, 300, 3", "7, 256, 1", "10, 1, 2", "256, 256, 1"})
  void batchesAreOfNearlyOneSize(int examples, int batchSize, int batches) {
    int[] borders = Cka.borders(examples, batchSize);

    assertThat(borders).hasSize(batches + 1).startsWith(0).endsWith(examples);
    for (int b = 0; b < batches; b++) {
      assertThat(borders[b + 1] - borders[b]).isBetween(examples / batches, examples / batches + 1);
    }
  }

  @Test
  void tooFewExamplesAreRefused() {
    assertThatThrownBy(() -> Cka.borders(4, 256))
        .isInstanceOf(DataException.class)
        .hasMessage("CKA: too few images. Got 4. Expected at least 5.");
  }

  @Test
  void valueThatIsNoNumberIsRefusedByItsPlace() {
    assertThatThrownBy(() -> representations(new double[][] {{1}, {Double.NaN}}))
        .isInstanceOf(DataException.class)
        .hasMessage("layer l, example e1: activations and gradients must be finite. Got NaN.");
  }
}
