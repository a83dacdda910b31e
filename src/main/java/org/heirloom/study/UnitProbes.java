package org.heirloom.study;

import java.util.List;

/** What a study says of the probes that look at units, intervene on them or label them. */
public final class UnitProbes {
  private UnitProbes() {}

  /** What single units go along with. */
  public record Units(
      boolean enabled, List<String> layers, List<String> measures, double tolerance) {
    public Units {
      layers = List.copyOf(layers);
      measures = List.copyOf(measures);
    }
  }

  /**
   * What single units see.
   *
   * @param quantile share of positions at which a unit counts as active
   * @param matched whether also at the share that concepts cover
   * @param threshold above which a unit is a detector
   * @param union which images count
   */
  public record Dissection(
      boolean enabled,
      List<String> layers,
      double quantile,
      boolean matched,
      double threshold,
      String union,
      List<String> categories,
      List<String> concepts,
      int permutations) {
    public Dissection {
      layers = List.copyOf(layers);
      categories = List.copyOf(categories);
      concepts = List.copyOf(concepts);
    }
  }

  /** Units switched off: how much classes hang on few of them. */
  public record Causal(boolean enabled, List<String> layers, List<Integer> units, int randomSets) {
    public Causal {
      layers = List.copyOf(layers);
      units = List.copyOf(units);
    }
  }

  /** Units labelled by the concept whose probability falls most without them. */
  public record Pdm(boolean enabled, List<String> layers, int examples, double ridge) {
    public Pdm {
      layers = List.copyOf(layers);
    }
  }

  /** Formulas of concepts that explain units, and concepts that all units code together. */
  public record Codes(
      boolean compositions,
      boolean distributed,
      List<String> layers,
      double quantile,
      int examples,
      int beam,
      int length,
      double lengthPenalty,
      double ridge) {
    public Codes {
      layers = List.copyOf(layers);
    }
  }

  /** Reliance on the generator's cue, and what is left of it when its units are switched off. */
  public record Shortcuts(
      boolean enabled, String layer, int examples, List<Integer> units, int randomSets) {
    public Shortcuts {
      units = List.copyOf(units);
    }
  }
}
