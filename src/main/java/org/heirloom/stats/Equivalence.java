package org.heirloom.stats;

/**
 * What an interval says about a margin: whether the truth is shown to be near, shown to be far, or
 * neither.
 *
 * <p>Near at confidence 95 % is the two one-sided tests procedure at α = 2.5 %: stricter than the
 * usual 5 %, so that the interval that is printed is the one that decides.
 */
public enum Equivalence {
  /** The whole interval lies within the margin. */
  NEAR,
  /** The whole interval lies beyond the margin. */
  FAR,
  /** The interval reaches over the margin, or has no bounds. */
  OPEN;

  /** Compares with {@code centre ± margin}. */
  public static Equivalence of(Interval interval, double centre, double margin) {
    if (interval.low() >= centre - margin && interval.high() <= centre + margin) {
      return NEAR;
    }
    return interval.low() > centre + margin || interval.high() < centre - margin ? FAR : OPEN;
  }

  /** Compares with {@code at least centre − margin}: more is never too far. */
  public static Equivalence notBelow(Interval interval, double centre, double margin) {
    if (interval.low() >= centre - margin) {
      return NEAR;
    }
    return interval.high() < centre - margin ? FAR : OPEN;
  }

  /** Compares with {@code at most centre + margin}: less is never too far. */
  public static Equivalence notAbove(Interval interval, double centre, double margin) {
    if (interval.high() <= centre + margin) {
      return NEAR;
    }
    return interval.low() > centre + margin ? FAR : OPEN;
  }
}
