package org.heirloom.local;

import org.heirloom.model.Array;
import org.heirloom.stats.Logits;

/**
 * Whether the autoencoder is good enough for an image: neighbours lie around its reconstruction, so
 * they speak of the image only if the target takes both for the same.
 *
 * @param reconstruction {@code [1, height, width, channels]}
 * @param error root mean square of its difference from the image, of the range 0..1
 * @param logits of the target on the image
 * @param reconstructedLogits of the target on the reconstruction
 */
public record Realism(
    Array reconstruction, double error, double[] logits, double[] reconstructedLogits) {

  /** Whether the target answers the same class to both. */
  public boolean keepsAnswer() {
    return Logits.argMax(logits) == Logits.argMax(reconstructedLogits);
  }

  /** KL of the answer to the reconstruction from that to the image, in nats. */
  public double divergence() {
    return Logits.kl(logits, reconstructedLogits);
  }
}
