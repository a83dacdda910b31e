package org.heirloom.evaluate;

import java.util.Map;

/**
 * Errors under corruption as a share of a reference network's, so that hard and easy corruptions
 * count alike.
 *
 * @param mean mCE: the mean over corruptions of Σ errors / Σ errors of the reference, over
 *     severities; 1 is as bad as the reference
 * @param relative the same of errors less those on clean images: whether it loses more than the
 *     reference does; NaN where the reference loses nothing
 * @see <a href="https://arxiv.org/abs/1903.12261">Hendrycks and Dietterich (2019)</a>, section 4.2;
 *     the reference is the student without a teacher, not AlexNet
 */
public record CorruptionError(double mean, double relative) {

  /**
   * What one network errs.
   *
   * @param clean share of clean images that it gets wrong
   * @param byCorruption share by severity, for each corruption
   */
  public record Errors(double clean, Map<String, double[]> byCorruption) {}

  /** The errors of a network against those of a reference on the same corruptions. */
  public static CorruptionError of(Errors network, Errors reference) {
    if (!network.byCorruption().keySet().equals(reference.byCorruption().keySet())) {
      throw new IllegalArgumentException(
          "corruptions %s beside corruptions %s"
              .formatted(network.byCorruption().keySet(), reference.byCorruption().keySet()));
    }
    double mean = 0;
    double relative = 0;
    for (Map.Entry<String, double[]> entry : network.byCorruption().entrySet()) {
      double[] errors = entry.getValue();
      double[] others = reference.byCorruption().get(entry.getKey());
      mean += sum(errors, 0) / sum(others, 0);
      relative += sum(errors, network.clean()) / sum(others, reference.clean());
    }
    int count = network.byCorruption().size();
    return new CorruptionError(defined(mean / count), defined(relative / count));
  }

  private static double defined(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }

  private static double sum(double[] errors, double clean) {
    double sum = 0;
    for (double error : errors) {
      sum += error - clean;
    }
    return sum;
  }
}
