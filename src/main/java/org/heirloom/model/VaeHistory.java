package org.heirloom.model;

import java.util.List;

/**
 * How the training of a variational autoencoder went.
 *
 * @param epochs one entry per evaluation on the selection split, in order
 * @param selected index in {@code epochs} of the weights that were kept: the highest lower bound
 */
public record VaeHistory(List<Epoch> epochs, int selected) {

  public VaeHistory {
    epochs = List.copyOf(epochs);
  }

  /**
   * State of training when it was evaluated.
   *
   * @param epoch passes over the training data so far
   * @param samples training images seen so far
   * @param loss mean training loss since the entry before, in nats per image
   * @param divergenceWeight weight of the divergence at the last step
   * @param reconstruction mean cross-entropy of an image of the selection split, summed over its
   *     values, in nats
   * @param divergence mean KL divergence of a code there from the prior, in nats
   */
  public record Epoch(
      double epoch,
      long samples,
      double loss,
      double divergenceWeight,
      double reconstruction,
      double divergence) {

    /**
     * The evidence lower bound, in nats per image; higher is better.
     *
     * @param weight that the training ends with: 1 is the bound itself
     */
    public double bound(double weight) {
      return -reconstruction - weight * divergence;
    }
  }

  /** Index of the epoch that would be kept; of equal ones the first. */
  public static int select(List<Epoch> epochs, double weight) {
    int best = -1;
    for (int i = 0; i < epochs.size(); i++) {
      if (best < 0 || epochs.get(i).bound(weight) > epochs.get(best).bound(weight)) {
        best = i;
      }
    }
    return best;
  }
}
