package org.heirloom.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.heirloom.metrics.ResultSeries;
import org.heirloom.metrics.Sample;
import org.heirloom.report.GateResult;
import org.heirloom.retain.Scorecard;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.retain.Scorecard.Verdict;
import org.heirloom.stage.StageTime;
import org.heirloom.study.Study;

/**
 * What is published of a study that is done, drawn from the files that it left alone: publishing it
 * twice, or after units were tried again, publishes the same.
 */
final class StudyResults {
  private static final String ALL = "all";
  private static final String PARTS = "/";
  private static final double MILLIS = 1000;

  private final Study study;
  private final Set<String> meanOverCases;
  private final List<Sample> samples = new ArrayList<>();

  private StudyResults(Study study, Scorecard scorecard) {
    this.study = study;
    this.meanOverCases =
        scorecard.scores().stream()
            .filter(score -> score.subject().equals(ALL))
            .map(Score::metric)
            .collect(Collectors.toSet());
  }

  static List<Sample> of(
      Study study, Scorecard scorecard, List<GateResult> gates, List<StageTime> times) {
    StudyResults results = new StudyResults(study, scorecard);
    scorecard.scores().stream().filter(results::isTold).forEach(results::score);
    scorecard.verdicts().forEach(results::verdict);
    gates.forEach(
        gate -> results.add(ResultSeries.GATE_PASSED, gate.failed() ? 0 : 1, gate.name()));
    times.forEach(results::time);
    return results.samples;
  }

  /**
   * Cases such as a concept of a class, whose subjects have parts, can be hundreds; the scorecard
   * holds them. Of a metric with a mean over its cases that is told alone.
   */
  private boolean isTold(Score score) {
    return score.subject().equals(ALL)
        || (!score.subject().contains(PARTS) && !meanOverCases.contains(score.metric()));
  }

  private void score(Score score) {
    bound(score, "lower", score.gap().low());
    bound(score, "mean", score.gap().value());
    bound(score, "upper", score.gap().high());
    if (Double.isFinite(score.margin())) {
      add(ResultSeries.MARGIN, score.margin(), score.metric());
    }
  }

  private void bound(Score score, String bound, double value) {
    if (Double.isFinite(value)) {
      add(
          ResultSeries.RETENTION,
          value,
          score.metric(),
          score.arm(),
          Double.toString(score.budget()),
          score.subject().isEmpty() ? ALL : score.subject(),
          bound);
    }
  }

  private void verdict(Verdict verdict) {
    if (verdict.status() != Status.REPORTED) {
      add(
          ResultSeries.VERDICT,
          switch (verdict.status()) {
            case RETAINED -> 1;
            case LOST -> -1;
            case NOT_SHOWN, REPORTED -> 0;
          },
          verdict.family().title(),
          verdict.arm(),
          Double.toString(verdict.budget()));
    }
  }

  private void time(StageTime time) {
    add(ResultSeries.STAGE_SECONDS, time.seconds(), time.stage());
    add(ResultSeries.CORE_SECONDS, time.unitSeconds() * study.compute().threads(), time.stage());
    if (time.stage().equals(Conclusion.REPORT)) {
      double seconds = Instant.parse(time.complete()).toEpochMilli() / MILLIS;
      add(ResultSeries.LAST_SUCCESS, seconds);
    }
  }

  private void add(ResultSeries series, double value, String... labels) {
    List<String> all = new ArrayList<>(List.of(study.name()));
    all.addAll(List.of(labels));
    samples.add(new Sample(series, all, value));
  }
}
