package org.heirloom.retain;

import java.util.List;
import org.heirloom.metrics.Metric;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.stats.Counts;
import org.heirloom.stats.CrossedMean;
import org.heirloom.stats.Interval;

/**
 * Estimates with intervals from tables of replicates × examples, cut to the metric's range.
 *
 * <p>Where no cell of a table differs, the usual interval has no width, as if nothing could ever
 * differ. There the bounds say how many examples (or students, where values belong to whole models)
 * may differ unseen: the "rule of three".
 */
public record Estimates(double confidence) {
  /** Of nothing. */
  public static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  /** The mean of a table of one metric's values; unknown where the table is empty. */
  public Estimate of(double[][] table, Metric.Scale scale) {
    return of(table, scale, scale.greatest() - scale.least());
  }

  /** The mean of a table of differences of one metric's values. */
  public Estimate ofDifferences(double[][] table, Metric.Scale scale) {
    return of(table, scale.ofDifferences(), scale.greatest() - scale.least());
  }

  private Estimate of(double[][] table, Metric.Scale scale, double reach) {
    if (table.length == 0 || table[0].length == 0) {
      return UNKNOWN;
    }
    CrossedMean mean = CrossedMean.of(table);
    Interval interval = mean.interval(confidence);
    if (mean.isConstant() && mean.hasInterval() && Double.isFinite(reach)) {
      int cases = mean.examples() > 1 ? mean.examples() : mean.seeds();
      double unseen = Counts.unseenShare(cases, 1 - (1 - confidence) / 2);
      interval = Interval.around(mean.mean(), unseen * reach);
    }
    Interval clipped = interval.clippedTo(scale.least(), scale.greatest());
    return new Estimate(clipped.value(), clipped.low(), clipped.high());
  }

  /** The teachers' own mean: one that goes with all students counts once. */
  Estimate ofTeachers(Comparison comparison, Metric.Scale scale) {
    List<double[]> teachers = comparison.teachers().subList(0, comparison.teacherCount());
    return of(teachers.toArray(double[][]::new), scale);
  }
}
