package org.heirloom.retain;

import org.heirloom.metrics.Metric;
import org.heirloom.retain.Scorecard.Estimate;
import org.heirloom.retain.Scorecard.Status;
import org.heirloom.stats.Equivalence;
import org.heirloom.stats.Interval;

/** Decides by intervals, never by estimates. */
final class Judge {
  private Judge() {}

  /**
   * What the interval of a gap or comparison says.
   *
   * @param centre value of a student that lost nothing
   * @param margin δ, or NaN if nothing is to be decided
   */
  static Status status(Metric metric, Estimate gap, double centre, double margin) {
    if (Double.isNaN(margin) || Double.isNaN(gap.value())) {
      return Status.REPORTED;
    }
    Interval interval = new Interval(gap.value(), gap.low(), gap.high());
    Equivalence equivalence =
        switch (metric.direction()) {
          case HIGHER -> Equivalence.notBelow(interval, centre, margin);
          case LOWER -> Equivalence.notAbove(interval, centre, margin);
          case ZERO, NONE -> Equivalence.of(interval, centre, margin);
        };
    return switch (equivalence) {
      case NEAR -> Status.RETAINED;
      case FAR -> Status.LOST;
      case OPEN -> Status.NOT_SHOWN;
    };
  }

  /** What a control's interval says about where a difference came from. */
  enum Share {
    /** Closer to the teacher, or better, than without it. */
    GAINED,
    /** No difference is shown. */
    UNCLEAR,
    /** Further from the teacher, or worse, than without it. */
    HARMED,
    /** There is nothing to compare with. */
    UNKNOWN
  }

  /** Whether students did better than label-only students, by the interval of their difference. */
  static Share share(Metric metric, Estimate againstLabelOnly) {
    if (Double.isNaN(againstLabelOnly.low()) || Double.isNaN(againstLabelOnly.high())) {
      return Share.UNKNOWN;
    }
    if (againstLabelOnly.low() <= 0 && againstLabelOnly.high() >= 0) {
      return Share.UNCLEAR;
    }
    boolean higherIsBetter = metric.direction() == Metric.Direction.HIGHER;
    return (againstLabelOnly.low() > 0) == higherIsBetter ? Share.GAINED : Share.HARMED;
  }
}
