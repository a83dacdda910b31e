package org.heirloom.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether intervals and tests err as often as they say, on tables whose truth is known. */
class CoverageTest {
  private static final Seed SEED = new Seed(20260101);
  private static final int TABLES = 2000;
  private static final double TRUTH = 0.7;

  /** Three standard deviations of a share of 5 % among this many. */
  private static double noise(int tables) {
    return 3 * Math.sqrt(0.05 * 0.95 / tables);
  }

  @ParameterizedTest(name = "{0} seeds of deviation {1}, examples {2}, rest {3}")
  @CsvSource({
    "3, 0.3, 0.3, 0.3", "5, 0.3, 0.3, 0.3", "10, 0.3, 0.3, 0.3",
    "3, 0.6, 0.3, 0.3", "5, 0.6, 0.3, 0.3", "10, 0.1, 0.3, 0.3",
    "3, 0.3, 0.0, 0.3", "5, 0.3, 0.0, 0.3", "10, 0.3, 0.0, 0.3",
    "10, 0.3, 1.0, 1.0", "10, 0.03, 0.3, 0.3"
  })
  void intervalOfSeedsAndExamplesMissesFivePercent(
      int seeds, double bySeed, double byExample, double rest) {
    double missed = missed(seeds, 64, new double[] {bySeed, byExample, rest});

    assertThat(missed)
        .as("share of misses, seed %s", SEED)
        .isBetween(0.05 - noise(TABLES), 0.05 + noise(TABLES));
  }

  @ParameterizedTest(name = "{0} seeds of deviation {1}, examples {2}, rest {3}")
  @CsvSource({
    "2, 0.1, 0.3, 0.3",
    "2, 0.0, 0.3, 0.3",
    "2, 0.3, 0.0, 0.3",
    "3, 0.0, 0.3, 0.3",
    "3, 0.03, 0.3, 0.3",
    "3, 0.0, 0.0, 0.3",
    "5, 0.0, 0.3, 0.3",
    "10, 0.0, 0.3, 0.3",
    "3, 0.1, 0.3, 0.3",
    "5, 0.1, 0.3, 0.3",
    "5, 0.3, 1.0, 1.0",
    "3, 0.0, 0.3, 0.0",
    "3, 0.3, 0.0, 0.0"
  })
  void intervalNeverMissesMoreThanItSays(int seeds, double bySeed, double byExample, double rest) {
    double missed = missed(seeds, 64, new double[] {bySeed, byExample, rest});

    assertThat(missed).as("share of misses, seed %s", SEED).isBetween(0.005, 0.05 + noise(TABLES));
  }

  @ParameterizedTest(name = "{0} seeds")
  @CsvSource({"2", "3", "5", "10"})
  void rightAndWrongAnswersAreCoveredToo(int seeds) {
    int missed = 0;
    for (int i = 0; i < TABLES; i++) {
      RandomStream random = SEED.child("answers").child(i).stream();
      double[] ease = new double[64];
      for (int j = 0; j < ease.length; j++) {
        ease[j] = random.nextDouble(-0.2, 0.2);
      }
      double[][] table = new double[seeds][ease.length];
      for (double[] row : table) {
        double skill = random.nextDouble(-0.05, 0.05);
        for (int j = 0; j < row.length; j++) {
          row[j] = random.nextBoolean(TRUTH + skill + ease[j]) ? 1 : 0;
        }
      }
      missed += CrossedMean.of(table).interval(0.95).covers(TRUTH) ? 0 : 1;
    }

    assertThat(missed / (double) TABLES)
        .as("share of misses, seed %s", SEED)
        .isBetween(0.005, 0.05 + noise(TABLES));
  }

  @Test
  void pOfNoDifferenceIsSmallInFivePercent() {
    int rejected = 0;
    for (int i = 0; i < TABLES; i++) {
      double[][] table = table(5, 64, new double[] {.2, .3, .3}, SEED.child("p").child(i).stream());
      rejected += CrossedMean.of(table).p(TRUTH) < 0.05 ? 1 : 0;
    }

    assertThat(rejected / (double) TABLES).isBetween(0.05 - noise(TABLES), 0.05 + noise(TABLES));
  }

  @Test
  void testsOfPairsRejectTrueNullsInFivePercent() {
    int[] rejected = new int[3];
    for (int i = 0; i < TABLES; i++) {
      RandomStream random = SEED.child("pairs").child(i).stream();
      double[] differences = new double[9];
      for (int j = 0; j < differences.length; j++) {
        differences[j] = random.nextGaussian();
      }
      rejected[0] += PairedTests.t(differences).p() <= 0.05 ? 1 : 0;
      rejected[1] += PairedTests.signFlip(differences, SEED).p() <= 0.05 ? 1 : 0;
      rejected[2] += WilcoxonTest.of(differences).p() <= 0.05 ? 1 : 0;
    }

    assertThat(rejected[0] / (double) TABLES).isBetween(.05 - noise(TABLES), .05 + noise(TABLES));
    assertThat(rejected[1] / (double) TABLES).isBetween(.05 - noise(TABLES), .05 + noise(TABLES));
    // Ranks of nine pairs can only reach 20/512 = 3.9 %.
    assertThat(rejected[2] / (double) TABLES).isBetween(.039 - noise(TABLES), .039 + noise(TABLES));
  }

  @Test
  void holmKeepsTheChanceOfAnyFalseAlarmBelowFivePercent() {
    int alarms = 0;
    for (int i = 0; i < TABLES; i++) {
      RandomStream random = SEED.child("holm").child(i).stream();
      double[] p = new double[20];
      for (int j = 0; j < p.length; j++) {
        p[j] = random.nextDouble();
      }
      double[] corrected = MultipleTests.holm(p);
      for (double each : corrected) {
        if (each <= 0.05) {
          alarms++;
          break;
        }
      }
    }

    assertThat(alarms / (double) TABLES).isBetween(.049 - noise(TABLES), .049 + noise(TABLES));
  }

  @Test
  void calibrationErrorIsCoveredThroughItsContributions() {
    // Confidence 0.9 in truth 0.7, and 0.6 in truth 0.8: the error is 0.2 whichever bin.
    int missed = 0;
    for (int i = 0; i < TABLES; i++) {
      RandomStream random = SEED.child("ece").child(i).stream();
      double[] confidences = new double[400];
      boolean[] correct = new boolean[400];
      for (int j = 0; j < 400; j++) {
        boolean over = random.nextBoolean(0.5);
        confidences[j] = over ? 0.9 : 0.6;
        correct[j] = random.nextBoolean(over ? 0.7 : 0.8);
      }
      double[] contributions = Calibration.contributions(confidences, correct, 15);
      missed += Moments.interval(contributions, 0.95).covers(0.2) ? 0 : 1;
    }

    assertThat(missed / (double) TABLES).isBetween(.05 - noise(TABLES), .05 + noise(TABLES));
  }

  @Test
  void bootstrapCoversFromTwentySeedsOn() {
    int tables = 300;
    int missed = 0;
    for (int i = 0; i < tables; i++) {
      Seed seed = SEED.child("bootstrap").child(i);
      double[][] table = table(20, 30, new double[] {.2, .3, .3}, seed.stream());
      Interval interval = Bootstrap.crossed(table, 0.95, 300, seed.child("resample"));
      missed += interval.covers(TRUTH) ? 0 : 1;
    }

    assertThat(missed / (double) tables).isBetween(0.02, 0.07 + noise(tables));
  }

  private static double missed(int seeds, int examples, double[] deviations) {
    int missed = 0;
    for (int i = 0; i < TABLES; i++) {
      double[][] table = table(seeds, examples, deviations, SEED.child("table").child(i).stream());
      missed += CrossedMean.of(table).interval(0.95).covers(TRUTH) ? 0 : 1;
    }
    return missed / (double) TABLES;
  }

  private static double[][] table(
      int seeds, int examples, double[] deviations, RandomStream random) {
    double[] columns = new double[examples];
    for (int j = 0; j < examples; j++) {
      columns[j] = deviations[1] * random.nextGaussian();
    }
    double[][] table = new double[seeds][examples];
    for (double[] row : table) {
      double bySeed = deviations[0] * random.nextGaussian();
      for (int j = 0; j < examples; j++) {
        row[j] = TRUTH + bySeed + columns[j] + deviations[2] * random.nextGaussian();
      }
    }
    return table;
  }
}
