package org.heirloom.retain;

import org.heirloom.stats.CrossedMean;

/**
 * How much more would decide an open score, if its estimate and its variances stay as they are.
 *
 * @param replicates students that would do with as many examples as now; 0 if no number would
 * @param examples examples that would do with as many students as now; 0 if no number would
 */
record Needed(int replicates, int examples) {
  private static final int MOST_REPLICATES = 100;
  private static final int MOST_EXAMPLES = 1_000_000;

  /**
   * What brings the half-width below a distance.
   *
   * @param distance from the estimate to the margin's end
   */
  static Needed toReach(double distance, CrossedMean mean, double confidence) {
    int replicates = mean.seeds();
    while (replicates <= MOST_REPLICATES
        && !(mean.expectedHalfWidth(confidence, replicates, mean.examples()) <= distance)) {
      replicates++;
    }
    long examples = mean.examples();
    while (examples <= MOST_EXAMPLES
        && !(mean.expectedHalfWidth(confidence, mean.seeds(), (int) examples) <= distance)) {
      examples += examples / 10 + 1;
    }
    return new Needed(
        replicates > MOST_REPLICATES ? 0 : replicates,
        examples > MOST_EXAMPLES ? 0 : (int) examples);
  }
}
