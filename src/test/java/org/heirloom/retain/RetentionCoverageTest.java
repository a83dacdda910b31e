package org.heirloom.retain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.retain.Evidence.Cell;
import org.heirloom.retain.Evidence.Group;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Status;
import org.junit.jupiter.api.Test;

/** Whether scorecards err as often as they say, on rows whose truth is known. */
class RetentionCoverageTest {
  private static final Seed SEED = new Seed(41);
  private static final int STUDIES = 1000;
  private static final double NOISE = 3 * Math.sqrt(0.05 * 0.95 / STUDIES);

  /** Brier-like scores: example difficulty, students' luck, and the rest; true gap given. */
  private static Score score(double gap, RandomStream random) {
    double[] teacher = new double[50];
    double[][] students = new double[5][50];
    double[] examples = new double[50];
    for (int j = 0; j < 50; j++) {
      teacher[j] = 1 + 0.3 * random.nextGaussian();
      examples[j] = 0.1 * random.nextGaussian();
    }
    for (double[] student : students) {
      double luck = 0.05 * random.nextGaussian();
      for (int j = 0; j < 50; j++) {
        student[j] = teacher[j] + gap + luck + examples[j] + 0.1 * random.nextGaussian();
      }
    }
    Evidences rows =
        new Evidences()
            .table("teacher", "brier", "", teacher)
            .table("distilled", "brier", "", students);
    return new Scorer(Evidence.of(rows.rows()), Evidences.criteria(Map.of("brier-gap", 0.1)))
        .score(new Cell("brier", ""), new Group("distilled", 1))
        .orElseThrow()
        .score();
  }

  @Test
  void knownGapIsMissedInFivePercent() {
    int missed = 0;
    for (int i = 0; i < STUDIES; i++) {
      Score score = score(0.04, SEED.child("gap").child(i).stream());
      missed += score.gap().low() <= 0.04 && 0.04 <= score.gap().high() ? 0 : 1;
    }

    assertThat(missed / (double) STUDIES)
        .as("share of misses, %s", SEED)
        .isBetween(0.05 - NOISE, 0.05 + NOISE);
  }

  @Test
  void gapAtTheMarginIsWronglyCalledRetainedOrLostInHalfOfThat() {
    int retained = 0;
    int lost = 0;
    for (int i = 0; i < STUDIES; i++) {
      Status status = score(0.1, SEED.child("margin").child(i).stream()).status();
      retained += status == Status.RETAINED ? 1 : 0;
      lost += status == Status.LOST ? 1 : 0;
    }

    assertThat(retained / (double) STUDIES)
        .as("retained, %s", SEED)
        .isLessThan(0.025 + NOISE / 1.4);
    assertThat(lost / (double) STUDIES).as("lost, %s", SEED).isLessThan(0.025 + NOISE / 1.4);
  }

  @Test
  void noGapIsCalledSignificantInFivePercent() {
    int significant = 0;
    for (int i = 0; i < STUDIES; i++) {
      significant += score(0, SEED.child("null").child(i).stream()).p() < 0.05 ? 1 : 0;
    }

    assertThat(significant / (double) STUDIES)
        .as("share of p < 0.05, %s", SEED)
        .isBetween(0.05 - NOISE, 0.05 + NOISE);
  }
}
