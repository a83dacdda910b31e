package org.heirloom.stats;

import org.heirloom.Seed;

/**
 * Two sources and a target on the same examples, of which is asked what the sources tell of it
 * together: for example a factor of the image, a layer's activity, and the decision.
 */
public record TwoSources(GaussianVariable first, GaussianVariable second, GaussianVariable target) {

  /** Parts with the lesser information as redundancy, in bits. */
  public InformationParts byMinimum() {
    return InformationParts.byMinimum(
        GaussianInformation.between(first, target),
        GaussianInformation.between(second, target),
        GaussianInformation.between(first.with(second), target));
  }

  /**
   * Parts with the common change in surprisal as redundancy, in bits.
   *
   * @param draws from the fitted Gaussian, for example 100,000: its standard error is about 0.001
   *     bits then
   */
  public InformationParts byCommonSurprise(int draws, Seed seed) {
    return InformationParts.of(
        CommonSurprise.ofGaussian(this, draws, seed),
        GaussianInformation.between(first, target),
        GaussianInformation.between(second, target),
        GaussianInformation.between(first.with(second), target));
  }
}
