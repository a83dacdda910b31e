package org.heirloom.metrics;

/**
 * A measured value before it is known whose it is: what measures and probes return.
 *
 * @param metric a name of the metric catalogue
 * @param subject as in {@link Row}
 * @param example id of the example, or empty
 * @param value the value; NaN where it is undefined, and then {@code flag} says why
 * @param flag empty, or a short reason
 */
public record Measured(String metric, String subject, String example, double value, String flag) {

  /** The row of this value for one network. */
  public Row row(String arm, int replicate, double budget) {
    return new Row(arm, replicate, budget, metric, subject, example, value, flag);
  }
}
