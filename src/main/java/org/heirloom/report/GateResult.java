package org.heirloom.report;

/**
 * Whether a condition of the study holds.
 *
 * @param name unique within a report: metric, arm, subject, budget and condition
 * @param message one sentence in the grammar of our errors, also when it passed
 */
public record GateResult(String name, Outcome outcome, String message) {

  /** What became of a gate. Only {@code PASS} is good. */
  public enum Outcome {
    /** The bound meets the condition. */
    PASS,
    /** The bound does not meet the condition. */
    FAIL,
    /** There is no bound to look at: a gate on something that was not measured fails. */
    ERROR
  }

  /** Whether the run must end with a failure because of this gate. */
  public boolean failed() {
    return outcome != Outcome.PASS;
  }
}
