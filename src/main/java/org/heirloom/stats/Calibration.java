package org.heirloom.stats;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Expected calibration error over equally wide bins (lo, hi] of confidence: the mean over examples
 * of |accuracy − confidence| of their bin.
 *
 * <p>Which bin a confidence on a border belongs to is decided by exact decimal arithmetic: 0.9 is
 * in (0.8, 0.9] although the double is a little larger.
 */
public final class Calibration {
  private Calibration() {}

  /**
   * Expected calibration error in [0, 1]. It is biased upwards where bins hold few examples.
   *
   * @param confidences probability of the predicted class, in [0, 1]
   * @param correct whether the prediction was right; same length
   */
  public static double error(double[] confidences, boolean[] correct, int bins) {
    return Moments.mean(contributions(confidences, correct, bins));
  }

  /**
   * What each example adds: {@code sign of its bin's accuracy − confidence} times its own {@code
   * correct − confidence}, in [−1, 1]. Their mean is exactly the calibration error.
   *
   * <p>This is the error's influence function, so that an interval of the mean of contributions is
   * an interval of the calibration error (to first order: too narrow where a bin is so well
   * calibrated that its sign could have come out the other way).
   */
  public static double[] contributions(double[] confidences, boolean[] correct, int bins) {
    Check.atLeast(1, confidences);
    Check.argument(
        confidences.length == correct.length,
        "Expected arrays of equal length, got %d and %d",
        confidences.length,
        correct.length);
    int[] bin = new int[confidences.length];
    double[] gaps = new double[confidences.length];
    double[] binGaps = new double[bins];
    for (int i = 0; i < bin.length; i++) {
      bin[i] = bin(confidences[i], bins);
      gaps[i] = (correct[i] ? 1 : 0) - confidences[i];
      binGaps[bin[i]] += gaps[i];
    }
    for (int i = 0; i < bin.length; i++) {
      gaps[i] *= binGaps[bin[i]] < 0 ? -1 : 1;
    }
    return gaps;
  }

  /** The bin (b/bins, (b+1)/bins] of a confidence, from 0; a confidence of 0 is in the first. */
  static int bin(double confidence, int bins) {
    Check.argument(
        confidence >= 0 && confidence <= 1, "Expected a confidence in [0, 1], got %s", confidence);
    double scaled = confidence * bins;
    boolean nearBorder = Math.abs(scaled - Math.rint(scaled)) < 1e-6;
    int upper = nearBorder ? exactCeiling(confidence, bins) : (int) Math.ceil(scaled);
    return Math.max(0, upper - 1);
  }

  private static int exactCeiling(double confidence, int bins) {
    return BigDecimal.valueOf(confidence)
        .multiply(BigDecimal.valueOf(bins))
        .setScale(0, RoundingMode.CEILING)
        .intValueExact();
  }
}
