package org.heirloom.stats;

/**
 * An estimate with its confidence interval.
 *
 * @param value the estimate; NaN where undefined
 * @param low lower bound; NaN where the data do not give one
 * @param high upper bound; NaN where the data do not give one
 */
public record Interval(double value, double low, double high) {

  /** Nothing is known: all NaN. */
  public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN, Double.NaN);

  /** An estimate whose uncertainty is unknown. */
  public static Interval point(double value) {
    return new Interval(value, Double.NaN, Double.NaN);
  }

  /** The interval {@code value ± halfWidth}. */
  public static Interval around(double value, double halfWidth) {
    return new Interval(value, value - halfWidth, value + halfWidth);
  }

  /** Whether it has both bounds. */
  public boolean isBounded() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }

  /** Half of the distance between the bounds; NaN where there are none. */
  public double halfWidth() {
    return (high - low) / 2;
  }

  /** Whether {@code truth} lies between the bounds, which belong to the interval. */
  public boolean covers(double truth) {
    return low <= truth && truth <= high;
  }

  /**
   * The same with bounds cut to what is possible. The estimate stays, so that a correction that
   * left the range is seen.
   */
  public Interval clippedTo(double least, double greatest) {
    return new Interval(
        value, Math.max(least, Math.min(greatest, low)), Math.max(least, Math.min(greatest, high)));
  }
}
