package org.heirloom.stats;

import java.util.Arrays;
import org.heirloom.Seed;

/**
 * {@link MixtureInformation} of several dimensions and a class, freed of what it finds by chance:
 * {@code H·(I − E) / (H − E)}, where E is its mean when classes are dealt anew and H the entropy of
 * the classes. 0 on average where there is nothing, H where the class can be told.
 *
 * <p>The mixture has no correction of bias of its own, and subtracting E alone would be too much
 * where classes lie apart. The form is that of the adjusted mutual information of clusterings.
 *
 * @see <a href="https://jmlr.org/papers/v11/vinh10a.html">Vinh, Epps, Bailey (2010), Information
 *     theoretic measures for clusterings comparison: variants, properties, normalization and
 *     correction for chance</a>
 */
public final class ChanceAdjusted {
  private ChanceAdjusted() {}

  /**
   * Of {@link NormalScores} within each class, in bits.
   *
   * @param columns one array per dimension, each with one value per example
   * @param feature one of a few values; each needs more examples than there are dimensions
   * @param deals how often classes are dealt anew
   * @return NaN where a class is too small or mostly one value, or its dimensions depend on each
   *     other, or chance finds as much as there is
   */
  public static double of(double[][] columns, Feature feature, int deals, Seed seed) {
    int[] levels = feature.levels();
    double found = mixture(columns, levels);
    double chance = 0;
    for (int deal = 0; deal < deals; deal++) {
      int[] order = seed.child(deal).stream().permutation(levels.length);
      chance += mixture(columns, LabelGroups.inOrder(levels, order)) / deals;
    }
    double most = feature.entropy();
    return chance < most ? most * (found - chance) / (most - chance) : Double.NaN;
  }

  private static double mixture(double[][] columns, int[] labels) {
    boolean sound =
        LabelGroups.of(labels, labels.length).values().stream().allMatch(r -> isSound(columns, r));
    return sound ? MixtureInformation.copula(columns, labels) : Double.NaN;
  }

  /** Whether a Gaussian fits the ranks of some examples. */
  private static boolean isSound(double[][] columns, int[] rows) {
    double[][] own =
        Arrays.stream(columns).map(c -> LabelGroups.take(c, rows)).toArray(double[][]::new);
    return rows.length > columns.length + 1
        && Arrays.stream(own).allMatch(c -> NormalScores.commonestShare(c) <= 0.5)
        && Double.isFinite(GaussianVariable.copula(own).entropy());
  }
}
