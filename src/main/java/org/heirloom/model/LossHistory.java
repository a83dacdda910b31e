package org.heirloom.model;

import java.util.List;

/**
 * How the training of something that is no classifier went.
 *
 * @param epochs one entry per evaluation on the selection split, in order
 * @param selected index in {@code epochs} of the weights that were kept: the lowest loss there,
 *     then the earliest
 */
public record LossHistory(List<Epoch> epochs, int selected) {

  public LossHistory {
    epochs = List.copyOf(epochs);
  }

  /**
   * State of training when it was evaluated.
   *
   * @param epoch passes over the training data so far
   * @param samples training images seen so far
   * @param loss mean training loss since the entry before
   * @param rate learning rate of the last step
   * @param selectionLoss mean loss on the selection split, by running statistics
   */
  public record Epoch(double epoch, long samples, double loss, double rate, double selectionLoss) {}

  /** Index of the epoch that would be kept; −1 before the first. */
  public static int select(List<Epoch> epochs) {
    int best = -1;
    for (int i = 0; i < epochs.size(); i++) {
      if (best < 0 || epochs.get(i).selectionLoss() < epochs.get(best).selectionLoss()) {
        best = i;
      }
    }
    return best;
  }
}
