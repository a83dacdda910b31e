package org.heirloom.retain;

import java.util.List;
import org.heirloom.metrics.Family;

/**
 * Teacher, students and controls side by side: the result of a study, {@code scorecard.json}.
 *
 * @param version of this format
 * @param study name of the study
 * @param confidence of all intervals, for example 0.95
 * @param scores every comparison that was measured, in the order of families, metrics, arms
 * @param verdicts one sentence per family and arm, with evidence and limits
 * @param notMeasured what the study could not measure, and why
 * @param warnings what a reader must know before believing any of it
 */
public record Scorecard(
    int version,
    String study,
    double confidence,
    List<Score> scores,
    List<Verdict> verdicts,
    List<NotMeasured> notMeasured,
    List<String> warnings) {

  public Scorecard {
    scores = List.copyOf(scores);
    verdicts = List.copyOf(verdicts);
    notMeasured = List.copyOf(notMeasured);
    warnings = List.copyOf(warnings);
  }

  /** What an interval says about a gap with margin δ. */
  public enum Status {
    /** The whole interval lies within ±δ (or on the good side of it). */
    RETAINED,
    /** The whole interval lies beyond δ on the bad side. */
    LOST,
    /** The interval reaches over δ: nothing is shown either way. */
    NOT_SHOWN,
    /** There is no margin, so there is nothing to decide: the number is only reported. */
    REPORTED
  }

  /**
   * A number with its interval.
   *
   * @param value the estimate; NaN where undefined
   * @param low lower bound; NaN where there is none
   * @param high upper bound; NaN where there is none
   */
  public record Estimate(double value, double low, double high) {}

  /**
   * One metric of one arm, against the teacher.
   *
   * @param family where it is told
   * @param metric a gap or a comparison of the metric catalogue
   * @param arm the student's method or control
   * @param budget fraction of the training role that the arm saw
   * @param subject layer, explainer, or concept and class; empty if there is only one; {@code all}
   *     for the mean distance of all concept scores
   * @param teacher the teacher's own value where it has one, for agreement of maps the noise
   *     ceiling, else NaN
   * @param student the arm's own value, where it has one
   * @param gap student minus teacher, paired by example; or the value of a metric that is itself a
   *     comparison (agreement, KL, CKA)
   * @param againstLabelOnly the same gap less that of the label-only students, paired by replicate
   *     and example; for shifts, whose sign says nothing, of the distances from 0; NaN where there
   *     are none
   * @param margin δ, or NaN
   * @param status what the interval of {@code gap} says, given δ
   * @param p two-sided p-value of "no gap", corrected (Holm) within its family, or NaN
   * @param effect Cohen's d_z of the gap over replicates, or NaN
   * @param replicates how many students
   * @param examples how many examples each; 0 where the metric belongs to whole models
   * @param flag empty, or what to beware of, such as {@code few-replicates}; several are joined by
   *     semicolons
   */
  public record Score(
      Family family,
      String metric,
      String arm,
      double budget,
      String subject,
      Estimate teacher,
      Estimate student,
      Estimate gap,
      Estimate againstLabelOnly,
      double margin,
      Status status,
      double p,
      double effect,
      int replicates,
      int examples,
      String flag) {

    Score withP(double corrected) {
      return new Score(
          family,
          metric,
          arm,
          budget,
          subject,
          teacher,
          student,
          gap,
          againstLabelOnly,
          margin,
          status,
          corrected,
          effect,
          replicates,
          examples,
          flag);
    }
  }

  /**
   * What a family of metrics says about an arm, in words.
   *
   * @param sentence one plain sentence
   * @param evidence the numbers behind it, one sentence each
   * @param limits what it does not show
   */
  public record Verdict(
      Family family,
      String arm,
      double budget,
      Status status,
      String sentence,
      List<String> evidence,
      List<String> limits) {
    public Verdict {
      evidence = List.copyOf(evidence);
      limits = List.copyOf(limits);
    }
  }

  /** A metric that this study could not measure, and why. */
  public record NotMeasured(String metric, String reason) {}
}
