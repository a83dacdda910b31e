package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.stats.Interval;
import org.junit.jupiter.api.Test;

/** What TCAV calls significant, and how wide its intervals are, where the truth is known. */
class TcavCalibrationTest {
  private static final int ROUNDS = 1000;

  private static double[][] normal(int n, int channels, RandomStream random) {
    double[][] rows = new double[n][channels];
    for (double[] row : rows) {
      Arrays.setAll(row, c -> random.nextGaussian());
    }
    return rows;
  }

  private static Representations named(String prefix, double[][] rows) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      ids.add(prefix + i);
    }
    return new Representations(ids, Map.of("l", rows));
  }

  private static TcavFinding random(int round, String classifier) {
    RandomStream random = new Seed(round).stream();
    double[][] gradients = normal(12, 4, random);
    for (double[] row : gradients) {
      row[0] += 1;
    }
    TcavInput input =
        new TcavInput(
            List.of("l"),
            named("pool", normal(50, 4, random)),
            Map.of("c", named("c", normal(10, 4, random))),
            Map.of("zebra", named("z", gradients)));
    return Tcav.findings(
            input,
            new TcavSettings(2, 19, CavClassifiers.named(classifier), .1, -1, .95, new Seed(round)))
        .get(0);
  }

  @Test
  void randomSetsAreSignificantIn5PercentOfSimulations() {
    int logistic = 0;
    int difference = 0;
    for (int round = 0; round < ROUNDS; round++) {
      logistic += random(round, "logistic").p() <= .05 ? 1 : 0;
      difference += random(round, "mean-difference").p() <= .05 ? 1 : 0;
    }

    // Of 1000 at 5 %, more than 66 or fewer than 35 are found in about 1 % of all cases each.
    assertThat(logistic).isBetween(35, 66);
    assertThat(difference).isBetween(35, 66);
  }

  @Test
  void intervalsHoldTheScoreOfEndlesslyManyImagesAndSets() {
    int sets = 10;
    int images = 40;
    int covered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      RandomStream random = new Seed(round).stream();
      double mean = .3 + .6 * random.nextDouble();
      // Vectors scatter around channel 0, and gradients with a mean along it.
      Cell cell = Cell.of(units(sets, .5, 1, random), units(images, 1, mean, random));
      Interval interval = cell.interval(.95);
      covered += interval.covers(truth(mean)) ? 1 : 0;
    }

    assertThat(covered).isBetween(930, 970);
  }

  private static double[][] units(int n, double spread, double mean, RandomStream random) {
    double[][] rows = normal(n, 2, random);
    for (int i = 0; i < n; i++) {
      rows[i][0] = mean + spread * rows[i][0];
      rows[i][1] *= spread;
      rows[i] = Matrices.unit(rows[i]);
    }
    return rows;
  }

  /** P(gradient · vector > 0), by the angle of the vector: Φ(mean · cos angle). */
  private static double truth(double mean) {
    double sum = 0;
    RandomStream random = new Seed(77).stream();
    double[][] vectors = units(4000, .5, 1, random);
    for (double[] vector : vectors) {
      sum += org.hipparchus.special.Erf.erfc(-mean * vector[0] / Math.sqrt(2)) / 2;
    }
    return sum / vectors.length;
  }
}
