package org.heirloom.retain;

import java.util.List;
import java.util.Optional;
import org.heirloom.metrics.Family;
import org.heirloom.metrics.Metric;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.retain.Scorer.Scored;
import org.heirloom.stats.CrossedMean;
import org.heirloom.stats.Equivalence;
import org.heirloom.stats.Interval;
import org.heirloom.stats.Moments;

/**
 * One number for all concepts: how far the students' concept scores moved on average, whichever
 * way.
 *
 * <p>Over the cells that are judged, per student, then over students. Distances cannot cancel, and
 * noise only adds to them, so that a small one is believable and a large one may be noise.
 */
final class ConceptSummary {
  /** Subject of the summary. */
  static final String SUBJECT = "all";

  private ConceptSummary() {}

  /** The summary of one group's shifts; empty if fewer than two cells are judged. */
  static Optional<Scored> of(List<Scored> scores, Criteria criteria) {
    List<Scored> judged =
        scores.stream()
            .filter(each -> each.score().metric().equals("tcav-shift"))
            .filter(each -> each.score().status() != Status.REPORTED)
            .toList();
    return judged.size() < 2 ? Optional.empty() : Optional.of(summary(judged, criteria));
  }

  private static Scored summary(List<Scored> judged, Criteria criteria) {
    Score first = judged.get(0).score();
    Metric metric = MetricCatalogue.get(first.metric());
    Estimates estimates = new Estimates(criteria.confidence());
    double[][] distances = distances(judged, first.replicates());
    Estimate distance = estimates.of(distances, new Metric.Scale("", 0, 1, false));
    double margin = criteria.margin(first.metric());
    Interval interval = new Interval(distance.value(), distance.low(), distance.high());
    Score score =
        new Score(
            Family.CONCEPTS,
            metric.name(),
            first.arm(),
            first.budget(),
            SUBJECT,
            Estimates.UNKNOWN,
            Estimates.UNKNOWN,
            distance,
            Estimates.UNKNOWN,
            margin,
            status(Equivalence.notAbove(interval, 0, margin)),
            Double.NaN,
            Double.NaN,
            first.replicates(),
            0,
            judged.size() + "-cells");
    return new Scored(score, judged.get(0).comparison(), 0, CrossedMean.of(distances));
  }

  private static double[][] distances(List<Scored> judged, int replicates) {
    double[][] distances = new double[replicates][1];
    for (Scored scored : judged) {
      double[][] gaps = scored.comparison().gaps();
      for (int r = 0; r < replicates; r++) {
        distances[r][0] += Math.abs(Moments.mean(gaps[r])) / judged.size();
      }
    }
    return distances;
  }

  private static Status status(Equivalence equivalence) {
    return switch (equivalence) {
      case NEAR -> Status.RETAINED;
      case FAR -> Status.LOST;
      case OPEN -> Status.NOT_SHOWN;
    };
  }
}
