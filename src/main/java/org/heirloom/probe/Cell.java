package org.heirloom.probe;

import java.util.Arrays;
import org.heirloom.stats.Counts;
import org.heirloom.stats.CrossedMean;
import org.heirloom.stats.Interval;

/**
 * Sensitivities of one class to one concept (or to a random set that plays one) at one layer.
 *
 * @param rises {@code [random sets][class images]}: 1 where the logit rises towards the concept, 0
 *     where it falls, one half where it does neither
 * @param sensitivity mean cosine between gradient and vector
 */
record Cell(double[][] rises, double sensitivity) {

  /**
   * Counts signs.
   *
   * @param vectors one per random set, of unit length or zero
   * @param gradients one per class image, of unit length or zero
   */
  static Cell of(double[][] vectors, double[][] gradients) {
    double[][] rises = new double[vectors.length][gradients.length];
    double sum = 0;
    for (int r = 0; r < vectors.length; r++) {
      for (int i = 0; i < gradients.length; i++) {
        double cosine = Matrices.dot(gradients[i], vectors[r]);
        rises[r][i] = (Math.signum(cosine) + 1) / 2;
        sum += cosine;
      }
    }
    return new Cell(rises, sum / ((double) vectors.length * gradients.length));
  }

  /**
   * The magnitude's share: of all sensitivities' sizes together, how much belongs to those that
   * rise, in [0, 1]; NaN where all are 0. A few steep images can decide it.
   *
   * @param gradients one per class image, at their own lengths
   */
  static double risingShare(double[][] vectors, double[][] gradients) {
    double rising = 0;
    double all = 0;
    for (double[] vector : vectors) {
      for (double[] gradient : gradients) {
        double sensitivity = Matrices.dot(gradient, vector);
        rising += Math.max(0, sensitivity);
        all += Math.abs(sensitivity);
      }
    }
    return all == 0 ? Double.NaN : rising / all;
  }

  /** The score of every random set. */
  double[] scores() {
    return Arrays.stream(rises).mapToDouble(row -> Arrays.stream(row).sum() / row.length).toArray();
  }

  /** Mean over random sets. */
  double score() {
    return risen() / count();
  }

  private double risen() {
    double sum = 0;
    for (double[] row : rises) {
      sum += Arrays.stream(row).sum();
    }
    return sum;
  }

  private int count() {
    return rises.length * rises[0].length;
  }

  /**
   * What is compared with chance: |score − 0.5|, and among equal scores |sensitivity|.
   *
   * <p>Scores have steps of 1/(2·sets·images), and the cosine is added at less than one step.
   * Behind the last convolution a logit is linear in the pooled activations, all scores are 0 or 1,
   * and without the second part nothing could ever be significant there.
   *
   * @param mostImages the greatest number of images of a class, equal for all cells
   */
  double statistic(int mostImages) {
    double fromHalf = Math.abs(2 * risen() - count()) / (2.0 * count());
    return fromHalf + Math.abs(sensitivity) / (4.0 * rises.length * mostImages);
  }

  /** Interval of the score over random sets and class images, within [0, 1]. */
  Interval interval(double confidence) {
    CrossedMean mean = CrossedMean.of(rises);
    Interval interval =
        mean.isConstant()
            ? Interval.around(score(), Counts.unseenShare(rises[0].length, confidence))
            : mean.interval(confidence);
    return interval.clippedTo(0, 1);
  }
}
