package org.heirloom.study;

import java.util.List;

/** The probes that ask in bits. */
public final class InformationProbes {
  private InformationProbes() {}

  /** What layers and units tell of classes and factors, in bits. */
  public record Information(
      boolean enabled,
      List<String> layers,
      List<String> factors,
      boolean units,
      int subsample,
      int permutations,
      int components) {
    public Information {
      layers = List.copyOf(layers);
      factors = List.copyOf(factors);
    }
  }

  /** What becomes of answers and information where a factor lies beyond what was trained on. */
  public record Generalisation(
      boolean enabled, List<String> layers, int creatures, int bins, int components) {
    public Generalisation {
      layers = List.copyOf(layers);
    }
  }

  /**
   * Which factors and pixels move the logits of creatures drawn at random, and how far factors can
   * be exaggerated.
   */
  public record ReverseCorrelation(
      boolean enabled, int images, int permutations, List<String> amplified, int creatures) {
    public ReverseCorrelation {
      amplified = List.copyOf(amplified);
    }
  }
}
