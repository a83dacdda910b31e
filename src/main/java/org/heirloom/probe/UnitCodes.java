package org.heirloom.probe;

import java.util.List;
import org.heirloom.Seed;

/**
 * What the units of a layer code together or in combination.
 *
 * @param layer its name
 * @param compositions a formula of concepts for every unit that is active in both halves
 * @param codes for every concept that both halves show often enough
 */
public record UnitCodes(String layer, List<Explained> compositions, List<Coded> codes) {
  public UnitCodes {
    compositions = List.copyOf(compositions);
    codes = List.copyOf(codes);
  }

  /**
   * A unit with the formula that fits it best where it was sought, and how it fits elsewhere.
   *
   * @param formula for example {@code eyes/round AND NOT colour/red}
   * @param iou of the formula
   * @param concept that fits best alone
   * @param conceptIou of that concept
   */
  public record Explained(
      int unit, String formula, double iou, String concept, double conceptIou) {}

  /**
   * A concept with the intersection over union of all units together, and of the best one.
   *
   * @param unit the best one
   * @param units how many of the strongest reach 95 % of all
   */
  public record Coded(String concept, double all, double single, int unit, int units) {}

  /**
   * How it is asked.
   *
   * @param compositions whether formulas are sought
   * @param distributed whether concepts are read from all units
   * @param quantile share of positions at which a unit counts as active
   * @param examples images that are kept, at most
   * @param beam formulas of each length that are made longer
   * @param length most concepts in a formula
   * @param lengthPenalty factor for every concept beyond the first
   * @param ridge λ of the weights of units
   * @param seed of the sample and its halves
   */
  public record Settings(
      boolean compositions,
      boolean distributed,
      double quantile,
      int examples,
      int beam,
      int length,
      double lengthPenalty,
      double ridge,
      Seed seed) {}
}
