package org.heirloom.retain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heirloom.metrics.Family;
import org.heirloom.metrics.Row;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.retain.Scorecard.Verdict;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static final int EXAMPLES = 40;

  /** A value for each student, the same on all examples: half-width t(2) · deviation / √3. */
  private static double[][] flat(double... values) {
    double[][] table = new double[values.length][EXAMPLES];
    for (int r = 0; r < values.length; r++) {
      Arrays.fill(table[r], values[r]);
    }
    return table;
  }

  /** Right on the first examples only. */
  private static double[] right(int examples) {
    double[] correct = new double[EXAMPLES];
    Arrays.fill(correct, 0, examples, 1);
    return correct;
  }

  private static Verdict verdict(Scorecard card, Family family, String arm) {
    return card.verdicts().stream()
        .filter(v -> v.family() == family && v.arm().equals(arm))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void comparisonThatIsKeptIsToldWithItsEvidenceAndLimits() {
    // KL 0.10, 0.12, 0.11: mean 0.11 ± 4.3027 · 0.01 / √3 = 0.0248; label-only 0.3 more each.
    Scorecard card =
        new Evidences()
            .table("distilled", "kl", "", flat(.10, .12, .11))
            .table("label-only", "kl", "", flat(.41, .42, .40))
            .scorecard(Evidences.criteria(Map.of("kl", .2)));

    assertThat(verdict(card, Family.BEHAVIOUR, "distilled"))
        .isEqualTo(
            new Verdict(
                Family.BEHAVIOUR,
                "distilled",
                1,
                Status.RETAINED,
                "What it answers: distilled students keep what the teacher has in the one measure"
                    + " (divergence from the teacher's probabilities).",
                List.of(
                    "Did it need the teacher? Beside students trained on labels alone: better or"
                        + " closer to the teacher in 1 of 1 measure, worse or further in 0, not"
                        + " shown to differ in 0.",
                    "Divergence from the teacher's probabilities: 0.110 (95 % interval 0.085 to"
                        + " 0.135, at most 0.200 wanted), 3 students × 40 examples: retained. That"
                        + " is closer to the teacher than students trained on labels alone (−0.300,"
                        + " −0.325 to −0.275)."),
                List.of(
                    "3 students are few: no test of signs or ranks can reach p < 0.05 below 6.")));
  }

  @Test
  void controlsAreNotSaidToLoseWhatTheyNeverHad() {
    Scorecard card =
        new Evidences()
            .table("label-only", "kl", "", flat(.41, .42, .40))
            .table("untrained", "kl", "", flat(2, 2.1, 2.2))
            .scorecard(Evidences.criteria(Map.of("kl", .2)));

    Verdict labelOnly = verdict(card, Family.BEHAVIOUR, "label-only");
    Verdict untrained = verdict(card, Family.BEHAVIOUR, "untrained");

    assertThat(labelOnly.sentence())
        .isEqualTo(
            "What it answers: students trained on labels alone are beyond the margin in the one"
                + " measure (divergence from the teacher's probabilities).");
    assertThat(labelOnly.evidence())
        .containsExactly(
            "Divergence from the teacher's probabilities: 0.410 (95 % interval 0.385 to 0.435, at"
                + " most 0.200 wanted), 3 students × 40 examples: beyond the margin.");
    // Differences 1.59, 1.68, 1.80: mean 1.69 ± 4.3027 · 0.10536 / √3.
    assertThat(untrained.evidence().get(0))
        .endsWith(
            "That is further from the teacher than students trained on labels alone (+1.690, +1.428"
                + " to +1.952).");
  }

  @Test
  void gapIsToldInPointsBesideBothValues() {
    // Gaps 0, −1/40, −2/40, on different examples for students 1 and 2.
    double[] second = right(36);
    second[0] = 0;
    double[] third = second.clone();
    third[1] = 0;
    Scorecard card =
        new Evidences()
            .table("teacher", "accuracy", "", right(36))
            .table("distilled", "accuracy", "", right(36), second, third)
            .scorecard(Evidences.criteria(Map.of("accuracy-gap", .5)));

    Verdict verdict = verdict(card, Family.BEHAVIOUR, "distilled");

    assertThat(verdict.evidence())
        .containsExactly(
            "Accuracy: teacher 90.0 %, students 87.5 %, gap −2.5 points (95 % interval"
                + " %s, margin 50 points), 3 students × 40 examples: retained."
                    .formatted(bounds(card)));
    assertThat(verdict.limits())
        .containsExactly(
            "3 students are few: no test of signs or ranks can reach p < 0.05 below 6.",
            "It holds for further students of this one teacher, not for other teachers.");
  }

  private static String bounds(Scorecard card) {
    Scorecard.Estimate gap = card.scores().get(0).gap();
    return "−%.1f to +%.1f".formatted(-100 * gap.low(), 100 * gap.high());
  }

  @Test
  void openQuestionSaysWhatWouldDecideIt() {
    // KL 0.1 and 0.2 on halves of the examples: examples vary, students hardly.
    double[][] table = flat(.150, .151, .149);
    for (double[] row : table) {
      for (int j = 0; j < EXAMPLES; j++) {
        row[j] += j % 2 == 0 ? .6 : -.1;
      }
    }
    Scorecard card =
        new Evidences()
            .table("distilled", "kl", "", table)
            .table("distilled", "agreement", "", flat(.99, .98, .985))
            .scorecard(Evidences.criteria(Map.of("kl", .45, "agreement", .1)));

    Verdict verdict = verdict(card, Family.BEHAVIOUR, "distilled");

    assertThat(verdict.status()).isEqualTo(Status.NOT_SHOWN);
    assertThat(verdict.sentence())
        .isEqualTo(
            "What it answers: distilled students are shown neither to have kept nor to have lost 1"
                + " of 2 measures (divergence from the teacher's probabilities), as the interval"
                + " reaches over the margin; 1 is retained.");
    // Deviation 0.354 over examples: 1.98 · 0.354 / √n ≤ 0.05 from about 200 on.
    assertThat(verdict.limits())
        .contains(
            "Divergence from the teacher's probabilities: about 200 examples would decide, if the"
                + " estimate stays.");
  }

  @Test
  void lossOutweighsEverythingElse() {
    Scorecard card =
        new Evidences()
            .whole("distilled", "cka", "stage1", .96, .95, .97)
            .whole("distilled", "cka", "stage2", .90, .93, .87)
            .whole("distilled", "cka", "stage3", .50, .52, .51)
            .scorecard(Evidences.criteria(Map.of("cka", .1)));

    Verdict verdict = verdict(card, Family.REPRESENTATION, "distilled");

    assertThat(verdict.status()).isEqualTo(Status.LOST);
    assertThat(verdict.sentence())
        .isEqualTo(
            "How it represents images inside: distilled students lost 1 of 3 measures (similarity of"
                + " representations (stage3)); 1 is retained, 1 is not shown either way.");
  }

  @Test
  void withoutAMarginNothingIsJudged() {
    Scorecard card =
        new Evidences()
            .whole("distilled", "cka", "stage1", .96, .95, .97)
            .scorecard(Evidences.criteria(Map.of()));

    Verdict verdict = verdict(card, Family.REPRESENTATION, "distilled");

    assertThat(verdict.sentence())
        .isEqualTo(
            "How it represents images inside: distilled students are not judged, as no measure has a"
                + " margin.");
    assertThat(verdict.evidence())
        .containsExactly(
            "Similarity of representations (stage1): 0.960 (95 % interval 0.935 to 0.985, no"
                + " margin), 3 students: reported only.");
  }

  @Test
  void conceptsThatFailTheirTestAreNotJudged() {
    Scorecard card =
        new Evidences()
            .row(new Row("teacher", 0, 1, "tcav-score", "s/c/0", "", .6, "not-significant"))
            .whole("distilled", "tcav-score", "s/c/0", .9, .8)
            .scorecard(Evidences.criteria(Map.of("tcav-shift", .2)));

    assertThat(verdict(card, Family.CONCEPTS, "distilled").evidence())
        .containsExactly(
            "Concept sensitivity (s/c/0): teacher 0.600, students 0.850, gap +0.250 (95 % interval"
                + " −0.385 to +0.885, no margin), 2 students: reported only (not significant).");
    assertThat(verdict(card, Family.CONCEPTS, "distilled").sentence())
        .isEqualTo(
            "Which concepts its decisions depend on: distilled students are not judged, as no"
                + " concept passes its own test in the teacher.");
  }

  @Test
  void manyCasesAreSummarisedAndTheLargestTold() {
    Evidences evidences = new Evidences();
    for (int i = 0; i < 6; i++) {
      evidences
          .whole("teacher", "tcav-score", "s/c/" + i, .5)
          .whole("distilled", "tcav-score", "s/c/" + i, .5 + .01 * i, .52 + .01 * i);
    }

    Scorecard card = evidences.scorecard(Evidences.criteria(Map.of("tcav-shift", .2)));

    Verdict verdict = verdict(card, Family.CONCEPTS, "distilled");
    assertThat(verdict.sentence())
        .isEqualTo(
            "Which concepts its decisions depend on: distilled students keep what the teacher has in"
                + " concept sensitivity (6 cases) on average; singly, 6 are retained.");
    assertThat(verdict.evidence())
        .containsExactly(
            "Concept sensitivity: of 6 cases, 6 retained, 0 lost, 0 not shown either way. The"
                + " largest gaps follow.",
            "Concept sensitivity (all): mean distance 0.035 (95 % interval 0.000 to 0.162, margin"
                + " 0.2), 2 students: retained.",
            "Concept sensitivity (s/c/5): teacher 0.500, students 0.560, gap +0.060 (95 % interval"
                + " −0.067 to +0.187, margin 0.2), 2 students: retained.",
            "Concept sensitivity (s/c/4): teacher 0.500, students 0.550, gap +0.050 (95 % interval"
                + " −0.077 to +0.177, margin 0.2), 2 students: retained.");
  }

  @Test
  void conceptsThatAreKeptOnAverageNeedNotBeShownSingly() {
    // One student of three is off in each case, always another: means vary, their average hardly.
    Evidences evidences = new Evidences();
    for (int i = 0; i < 6; i++) {
      double[] scores = {.5, .51, .5};
      scores[i % 3] = .62;
      evidences
          .whole("teacher", "tcav-score", "s/c/" + i, .5)
          .whole("distilled", "tcav-score", "s/c/" + i, scores);
    }

    Scorecard card = evidences.scorecard(Evidences.criteria(Map.of("tcav-shift", .15)));

    assertThat(verdict(card, Family.CONCEPTS, "distilled"))
        .returns(Status.RETAINED, Verdict::status)
        .returns(
            "Which concepts its decisions depend on: distilled students keep what the teacher has in"
                + " concept sensitivity (6 cases) on average; singly, 6 are not shown either way.",
            Verdict::sentence);
  }

  @Test
  void studentsOnLessDataAreSaidToBeSo() {
    Scorecard card =
        new Evidences()
            .row(new Row("distilled", 0, .1, "cka", "stage1", "", .99, ""))
            .row(new Row("distilled", 1, .1, "cka", "stage1", "", .985, ""))
            .scorecard(Evidences.criteria(Map.of("cka", .1)));

    assertThat(card.verdicts().get(0).sentence())
        .isEqualTo(
            "How it represents images inside: distilled students on 10 % of the data keep what the"
                + " teacher has in the one measure (similarity of representations (stage1)).");
  }

  @Test
  void marginThatUntrainedStudentsPassTellsNothing() {
    Scorecard card =
        new Evidences()
            .whole("distilled", "cka", "stage1", .96, .97, .98)
            .whole("untrained", "cka", "stage1", .95, .96, .95)
            .scorecard(Evidences.criteria(Map.of("cka", .1)));

    assertThat(verdict(card, Family.REPRESENTATION, "distilled").limits())
        .contains(
            "Untrained students pass too in similarity of representations (stage1): that margin tells"
                + " nothing.");
    assertThat(card.warnings())
        .containsExactly(
            "With 3 students no test of signs or ranks can reach p < 0.05 (that takes 6); the"
                + " intervals hold, but are wide.",
            "There are no label-only students: what would have come without the teacher is not"
                + " known.",
            "Untrained students pass too in similarity of representations (stage1): that margin tells"
                + " nothing.");
  }

  @Test
  void oneStudentFewExamplesAndMissingControlsAreWarnedOf() {
    Scorecard card =
        new Evidences()
            .table("teacher", "insertion", "grad-cam", new double[] {.5, .6, .7})
            .table("distilled", "insertion", "grad-cam", new double[] {.5, .6, .6})
            .scorecard(Evidences.criteria(Map.of("insertion-gap", .1)));

    assertThat(card.warnings())
        .containsExactly(
            "There is one student of an arm: its intervals count examples only, and another seed may"
                + " differ by more.",
            "There is one teacher: every interval speaks of further students of this teacher, none"
                + " of other teachers.",
            "Fewer than 30 examples stand behind insertion score: their intervals are rough.",
            "There are no label-only students: what would have come without the teacher is not"
                + " known.",
            "There are no untrained students: what a student has without any training is not"
                + " known.");
    assertThat(card.verdicts().get(0).limits())
        .containsExactly(
            "With one student the interval counts examples only; another seed may differ by more.",
            "It holds for further students of this one teacher, not for other teachers.",
            "3 examples are few: the interval is rough.");
  }

  @Test
  void noStudentsAreSaidToBeMissing() {
    Scorecard card =
        new Evidences()
            .table("teacher", "accuracy", "", right(3))
            .scorecard(Evidences.criteria(Map.of()));

    assertThat(card.warnings())
        .containsExactly("Nothing was compared: there are no rows of students.");
  }
}
