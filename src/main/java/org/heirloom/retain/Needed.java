package org.heirloom.retain;

import java.util.function.IntPredicate;
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
    int replicates =
        least(
            mean.seeds(),
            MOST_REPLICATES,
            n -> mean.expectedHalfWidth(confidence, n, mean.examples()) <= distance);
    int examples =
        least(
            mean.examples(),
            MOST_EXAMPLES,
            n -> mean.expectedHalfWidth(confidence, mean.seeds(), n) <= distance);
    return new Needed(replicates, examples);
  }

  /** The least number between {@code from} and {@code most} that is enough, or 0. */
  private static int least(int from, int most, IntPredicate isEnough) {
    if (from > most || !isEnough.test(most)) {
      return 0;
    }
    int tooFew = from - 1;
    int enough = most;
    while (enough - tooFew > 1) {
      int middle = tooFew + (enough - tooFew) / 2;
      if (isEnough.test(middle)) {
        enough = middle;
      } else {
        tooFew = middle;
      }
    }
    return enough;
  }
}
