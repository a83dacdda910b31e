package org.heirloom.model;

import java.util.List;

/**
 * How a training went: {@code history.json}.
 *
 * @param epochs one entry per evaluation on the selection split, in order
 * @param selected index in {@code epochs} of the weights that were kept: the highest selection
 *     accuracy, then the lowest loss, then the earliest; −1 for a network that was not trained
 */
public record History(List<Epoch> epochs, int selected) {

  public History {
    epochs = List.copyOf(epochs);
  }

  /**
   * State of training when it was evaluated.
   *
   * @param epoch passes over the training data so far
   * @param samples training images seen so far
   * @param loss mean training loss since the entry before
   * @param rate learning rate of the last step
   * @param selectionAccuracy fraction right on the selection split
   * @param selectionLoss mean cross-entropy there, in nats
   */
  public record Epoch(
      double epoch,
      long samples,
      double loss,
      double rate,
      double selectionAccuracy,
      double selectionLoss) {}

  /** Index of the epoch that would be kept. */
  public static int select(List<Epoch> epochs) {
    int best = -1;
    for (int i = 0; i < epochs.size(); i++) {
      if (best < 0 || better(epochs.get(i), epochs.get(best))) {
        best = i;
      }
    }
    return best;
  }

  private static boolean better(Epoch a, Epoch b) {
    return a.selectionAccuracy() > b.selectionAccuracy()
        || (a.selectionAccuracy() == b.selectionAccuracy()
            && a.selectionLoss() < b.selectionLoss());
  }
}
