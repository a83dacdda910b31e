package org.heirloom.evaluate;

import java.util.List;
import org.heirloom.metrics.Measured;
import org.heirloom.stats.Correlations;

/**
 * Whether a map gives most to those parts of an object without which the network loses most.
 *
 * <p>Each part is removed from the scene by drawing it anew, not by painting over pixels, so the
 * network sees nothing that it could not have been trained on. A part's share of the map is the sum
 * of the map, signed, over the part's mask dilated by two pixels; its weight for the network is the
 * drop of the class's logit. The result is Spearman's ρ of the two over the parts that can be seen.
 *
 * @param rho in [−1, 1]; NaN where undefined
 * @param flag empty, {@link #FEW_PARTS}, {@link Localisation#CONSTANT_MAP} (all parts have the
 *     same) or {@link #NO_DROP}
 * @see <a href="https://arxiv.org/abs/2308.06248">FunnyBirds (Hesse et al., 2023)</a>, single
 *     deletion; they map ρ to [0, 1]
 */
public record PartImportance(double rho, String flag) {
  /** Fewer than three parts can be seen, so that there is hardly an order. */
  public static final String FEW_PARTS = "few-parts";

  /** No part matters more than another. */
  public static final String NO_DROP = "no-drop";

  /** Pixels by which a mask is dilated, so that a part's outline belongs to it. */
  public static final int REACH = 2;

  private static final int FEWEST = 3;

  /**
   * One part of an example.
   *
   * @param mask its visible pixels, already dilated
   * @param drop logit of the class with the part, less that without it
   */
  public record Part(byte[] mask, double drop) {}

  /** Compares a map with what removing each part does. */
  public static PartImportance of(float[] map, List<Part> parts) {
    if (parts.size() < FEWEST) {
      return new PartImportance(Double.NaN, FEW_PARTS);
    }
    double[] shares = parts.stream().mapToDouble(part -> sum(map, part.mask())).toArray();
    double[] drops = parts.stream().mapToDouble(Part::drop).toArray();
    double rho = Correlations.spearman(shares, drops);
    if (!Double.isNaN(rho)) {
      return new PartImportance(rho, "");
    }
    boolean sameShares = java.util.Arrays.stream(shares).allMatch(share -> share == shares[0]);
    return new PartImportance(Double.NaN, sameShares ? Localisation.CONSTANT_MAP : NO_DROP);
  }

  private static double sum(float[] map, byte[] mask) {
    double sum = 0;
    for (int i = 0; i < map.length; i++) {
      sum += mask[i] != 0 ? map[i] : 0;
    }
    return sum;
  }

  /** The value as {@code part-importance}. */
  public Measured measured(String subject, String example) {
    return new Measured("part-importance", subject, example, rho, flag);
  }
}
