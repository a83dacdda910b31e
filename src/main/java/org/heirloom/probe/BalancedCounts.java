package org.heirloom.probe;

/** Decisions for and against each class, from which balanced accuracy follows. Exact counts. */
final class BalancedCounts {
  private final int[] hits;
  private final int[] falseAlarms;
  private final int[] own;
  private int examples;

  BalancedCounts(int classes) {
    this.hits = new int[classes];
    this.falseAlarms = new int[classes];
    this.own = new int[classes];
  }

  void add(int decision, int label) {
    examples++;
    own[label]++;
    if (decision == label) {
      hits[label]++;
    } else {
      falseAlarms[decision]++;
    }
  }

  /** Mean of hit rate and correct rejection rate; NaN without images of the class or of others. */
  double accuracy(int label) {
    int rest = examples - own[label];
    return own[label] == 0 || rest == 0
        ? Double.NaN
        : (hits[label] / (double) own[label] + 1 - falseAlarms[label] / (double) rest) / 2;
  }
}
