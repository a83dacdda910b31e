package org.heirloom.probe;

import org.heirloom.stats.Interval;

/**
 * How closely a unit goes along with a hypothesis, from sums over the examples that passed by.
 *
 * <p>A new measure is a constant here and a case in {@link UnitTable}.
 */
public enum UnitMeasure {
  /** Pearson's r of activation and hypothesis, in [−1, 1]; interval by Fisher's z. */
  CORRELATION("correlation", false),
  /**
   * Mean activation where the hypothesis holds less that where it does not, in standard deviations
   * of the unit; interval by Welch's standard error.
   */
  DIFFERENCE("difference", true),
  /**
   * Mutual information in bits of whether the unit is above 0 and whether the hypothesis holds,
   * with Miller and Madow's correction; interval by the delta method.
   */
  INFORMATION("information", true),
  /**
   * Share of the examples on which the unit is above 0 or the hypothesis holds, on which both do,
   * in [0, 1]; interval by Wald's standard error.
   */
  JACCARD("jaccard", true);

  private final String label;
  private final boolean binaryOnly;

  UnitMeasure(String label, boolean binaryOnly) {
    this.label = label;
    this.binaryOnly = binaryOnly;
  }

  /** Its name in studies and tables. */
  public String label() {
    return label;
  }

  /** Whether it is defined for this hypothesis. */
  public boolean fits(Hypothesis hypothesis) {
    return hypothesis.binary() || !binaryOnly;
  }

  /** The measure of that name. */
  public static UnitMeasure named(String label) {
    for (UnitMeasure measure : values()) {
      if (measure.label.equals(label)) {
        return measure;
      }
    }
    throw new IllegalArgumentException("no measure " + label);
  }

  /**
   * One cell.
   *
   * @param interval the value with its interval over examples; all NaN where the unit or the
   *     hypothesis is constant
   * @param examples how many were seen
   */
  public record Affinity(Interval interval, long examples) {
    /** How far the value is from none at all. */
    double strength() {
      return Math.abs(interval.value());
    }
  }
}
