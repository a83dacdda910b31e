package org.heirloom.local;

import java.util.Arrays;
import org.heirloom.stats.Logits;
import org.heirloom.stats.RocArea;

/**
 * How well a local student says what its target answers, on neighbours that it has not seen.
 *
 * @param agreement share of neighbours that both take for the same class
 * @param kl mean KL(target ‖ student) of probabilities, in nats
 * @param logitFit R² of the logits, centred over classes: 1 less squared errors as a share of the
 *     target's squared deviations from its mean; NaN where the target does not vary
 * @param probabilityFit R² of the explained class's probability; NaN where it does not vary
 * @param boundaryArea area under the ROC curve of the student's probability of the explained class,
 *     for whether the target answers that class, among neighbours that it answers by a margin below
 *     {@value #NEAR}; NaN where these do not lie on both sides
 */
public record Fidelity(
    double agreement, double kl, double logitFit, double probabilityFit, double boundaryArea) {
  /** Margins of probability below this are near a boundary. */
  static final double NEAR = 0.2;

  /** Deviations below this share of the largest value are rounding. */
  private static final double ROUNDING = 1e-6;

  /**
   * Compares answers.
   *
   * @param target logits {@code [n][classes]}
   * @param student logits {@code [n][classes]}
   * @param label the explained class
   */
  public static Fidelity of(double[][] target, double[][] student, int label) {
    int n = target.length;
    double agreement = 0;
    double kl = 0;
    double[] wanted = new double[n];
    double[] found = new double[n];
    for (int i = 0; i < n; i++) {
      agreement += Logits.argMax(target[i]) == Logits.argMax(student[i]) ? 1.0 / n : 0;
      kl += Logits.kl(target[i], student[i]) / n;
      wanted[i] = Logits.softmax(target[i])[label];
      found[i] = Logits.softmax(student[i])[label];
    }
    return new Fidelity(
        Math.min(1, agreement),
        kl,
        fit(centred(target), centred(student)),
        fit(column(wanted), column(found)),
        boundaryArea(target, found, label));
  }

  /**
   * Area under the ROC curve near the target's boundary.
   *
   * @param scores of the explained class, one per neighbour
   */
  public static double boundaryArea(double[][] target, double[] scores, int label) {
    double[] near = new double[scores.length];
    boolean[] positive = new boolean[scores.length];
    int size = 0;
    for (int i = 0; i < scores.length; i++) {
      if (margin(target[i]) < NEAR) {
        positive[size] = Logits.argMax(target[i]) == label;
        near[size++] = scores[i];
      }
    }
    return RocArea.of(Arrays.copyOf(near, size), Arrays.copyOf(positive, size));
  }

  /** Whether the target has a boundary of a class among neighbours: some near it on both sides. */
  static boolean hasBoundary(double[][] target, int label) {
    return !Double.isNaN(boundaryArea(target, new double[target.length], label));
  }

  private static double margin(double[] logits) {
    double[] sorted = Logits.softmax(logits);
    Arrays.sort(sorted);
    return sorted.length < 2 ? 1 : sorted[sorted.length - 1] - sorted[sorted.length - 2];
  }

  private static double[][] column(double[] values) {
    return Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  private static double[][] centred(double[][] logits) {
    return Arrays.stream(logits)
        .map(
            row -> {
              double mean = Arrays.stream(row).average().orElseThrow();
              return Arrays.stream(row).map(z -> z - mean).toArray();
            })
        .toArray(double[][]::new);
  }

  /** R² over all columns together. */
  public static double fit(double[][] wanted, double[][] found) {
    double[] weights = new double[wanted.length];
    Arrays.fill(weights, 1);
    return fit(wanted, found, weights);
  }

  /** The same where rows count unequally. */
  static double fit(double[][] wanted, double[][] found, double[] weights) {
    double[] means = new double[wanted[0].length];
    double largest = 0;
    double all = Arrays.stream(weights).sum();
    for (int i = 0; i < wanted.length; i++) {
      for (int k = 0; k < means.length; k++) {
        means[k] += weights[i] * wanted[i][k] / all;
        largest = Math.max(largest, Math.abs(wanted[i][k]));
      }
    }
    double errors = 0;
    double deviations = 0;
    double greatest = 0;
    for (int i = 0; i < wanted.length; i++) {
      for (int k = 0; k < means.length; k++) {
        double deviation = wanted[i][k] - means[k];
        deviations += weights[i] * deviation * deviation;
        errors += weights[i] * Math.pow(wanted[i][k] - found[i][k], 2);
        greatest = Math.max(greatest, Math.abs(deviation));
      }
    }
    return greatest <= ROUNDING * largest ? Double.NaN : 1 - errors / deviations;
  }
}
