package org.heirloom.evaluate;

/**
 * The probability of a class while an image appears or disappears, in equal steps.
 *
 * @param scores n + 1 values for n steps, both ends included
 */
public record Curve(double[] scores) {

  public Curve {
    if (scores.length < 2) {
      throw new IllegalArgumentException("a curve has at least 2 points, got " + scores.length);
    }
  }

  /** Number of steps. */
  public int steps() {
    return scores.length - 1;
  }

  /** Area by the trapezoidal rule over a width of 1: in [0, 1] for probabilities. */
  public double area() {
    double sum = -(scores[0] + scores[steps()]) / 2;
    for (double score : scores) {
      sum += score;
    }
    return sum / steps();
  }
}
