package org.heirloom.metrics;

/**
 * One measured value: the evidence behind every number of the scorecard, one line of {@code
 * rows.csv}.
 *
 * @param arm who was measured: {@code teacher}, a method's name such as {@code distilled}, or a
 *     control's such as {@code label-only} and {@code untrained}
 * @param replicate number of the student's (for the teacher: the teacher's) replicate, from 0
 * @param budget fraction of the training role that this arm was trained on, in (0, 1]
 * @param metric a name of the metric catalogue
 * @param subject what it was measured on besides the example: a layer, an explainer, a concept and
 *     class; empty if nothing more is to say. Parts are joined by {@code /}
 * @param example id of the example, or empty where the value belongs to a whole model
 * @param value the value; NaN where it is undefined, and then {@code flag} says why
 * @param flag empty, or a short reason such as {@code constant-map}
 */
public record Row(
    String arm,
    int replicate,
    double budget,
    String metric,
    String subject,
    String example,
    double value,
    String flag) {

  public Row {
    require(replicate >= 0, "replicate", replicate, "0 or more");
    require(budget > 0 && budget <= 1, "budget", budget, "a fraction in (0, 1]");
    require(!Double.isInfinite(value), "value", value, "a finite number, or NaN with a flag");
    require(
        !Double.isNaN(value) || !flag.isEmpty(), "flag", "nothing", "a reason, as value is NaN");
  }

  private static void require(boolean holds, String field, Object got, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s: got %s; expected %s.".formatted(field, got, expected));
    }
  }
}
