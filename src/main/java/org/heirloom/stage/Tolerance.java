package org.heirloom.stage;

/**
 * How far numbers may lie apart where CPU model or native libraries differ: {@code |a − b| ≤
 * absolute + relative · max(|a|, |b|)}.
 *
 * @param absolute at least 0
 * @param relative at least 0
 */
public record Tolerance(double absolute, double relative) {
  /** What is declared unless a caller says otherwise. */
  public static final Tolerance DEFAULT = new Tolerance(1e-4, 1e-3);

  /** Whether two numbers are as good as equal; NaN equals NaN. */
  public boolean accepts(double a, double b) {
    if (Double.compare(a, b) == 0) {
      return true;
    }
    return Math.abs(a - b) <= absolute + relative * Math.max(Math.abs(a), Math.abs(b));
  }
}
