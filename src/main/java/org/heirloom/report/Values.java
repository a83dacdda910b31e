package org.heirloom.report;

import java.util.Optional;
import org.heirloom.metrics.Metric;
import org.heirloom.metrics.Metric.Kind;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.retain.Scorecard.Score;
import org.heirloom.retain.Wording;

/**
 * How a metric's numbers read, as in the verdicts' sentences: shares in percent and points, others
 * plain; undefined ones as a dash.
 *
 * @param metric empty for one that the catalogue does not know
 * @param difference whether numbers are differences, printed with their sign
 */
record Values(Optional<Metric> metric, boolean difference) {
  /** Subject of a score that sums up all concepts; a distance, which has no sign. */
  static final String ALL = "all";

  /** What gaps of a score are. */
  static Values ofGap(Score score) {
    Optional<Metric> metric = MetricCatalogue.find(score.metric());
    boolean gap = metric.filter(m -> m.kind() == Kind.GAP).isPresent();
    return new Values(metric, gap && !score.subject().equals(ALL));
  }

  /** What a score's values of one model are. */
  static Values ofModel(Score score) {
    return new Values(MetricCatalogue.find(score.metric()), false);
  }

  /** What differences between arms are. */
  static Values ofContrast(Score score) {
    return new Values(MetricCatalogue.find(score.metric()), true);
  }

  String number(double value) {
    if (!Double.isFinite(value)) {
      return Numbers.plain(value);
    }
    if (metric.isEmpty()) {
      return difference ? Numbers.signed(value) : Numbers.plain(value);
    }
    return difference
        ? Wording.difference(metric.get(), value)
        : Wording.value(metric.get(), value);
  }

  /** An interval without its estimate: {@code −2.4 to +0.1}, or a dash. */
  String interval(Estimate estimate) {
    if (!Numbers.hasInterval(estimate)) {
      return Numbers.UNDEFINED;
    }
    if (metric.isEmpty()) {
      return Numbers.interval(estimate, difference);
    }
    return difference
        ? Wording.differences(metric.get(), estimate)
        : Wording.values(metric.get(), estimate);
  }

  String margin(double margin) {
    return metric.isEmpty() || Double.isNaN(margin)
        ? Numbers.setting(margin)
        : Wording.margin(metric.get(), margin);
  }

  /** An estimate with its interval in brackets. */
  String full(Estimate estimate) {
    return Numbers.hasInterval(estimate)
        ? number(estimate.value()) + " (" + interval(estimate) + ")"
        : number(estimate.value());
  }
}
