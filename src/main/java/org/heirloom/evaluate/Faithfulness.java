package org.heirloom.evaluate;

import java.util.List;
import org.heirloom.metrics.Measured;
import org.heirloom.stats.Correlations;

/**
 * Whether the sum of a map over a set of pixels tells how far the class's logit falls without them.
 *
 * <p>Over random sets S, with d(S) the drop of the logit and a(S) the sum of the map:
 *
 * <ul>
 *   <li>correlation: Pearson's r of a(S) and d(S). A linear network and gradient × input give 1
 *       where removed pixels become 0.
 *   <li>infidelity: mean (β·a(S) − d(S))² / mean d(S)², where β ≥ 0 is the scale that suits the map
 *       best. 0: the map tells each drop; 1: it tells no more than a map of zeros.
 * </ul>
 *
 * <p>Maps come in units of their own, and the published infidelity ranks those first whose unit
 * happens to fit; the scale β and the division make it a share that does not depend on units. A map
 * that points the wrong way has β = 0 and scores 1.
 *
 * @param correlation in [−1, 1]; NaN where undefined
 * @param infidelity in [0, 1]; NaN where undefined
 * @param flag empty, {@link Localisation#CONSTANT_MAP}, {@link PartImportance#NO_DROP} or {@link
 *     InsertionDeletion#NOT_FINITE}
 * @see <a href="https://arxiv.org/abs/2005.00631">Bhatt et al. (2020)</a> for the correlation; <a
 *     href="https://arxiv.org/abs/1901.09392">Yeh et al. (2019)</a> for infidelity
 */
public record Faithfulness(double correlation, double infidelity, String flag) {

  /**
   * Compares sums of a map with drops.
   *
   * @param sums a(S), set by set
   * @param drops d(S), as many
   */
  static Faithfulness of(double[] sums, double[] drops) {
    double drop = 0;
    double map = 0;
    double both = 0;
    for (int s = 0; s < drops.length; s++) {
      if (!Double.isFinite(drops[s])) {
        return new Faithfulness(Double.NaN, Double.NaN, InsertionDeletion.NOT_FINITE);
      }
      drop += drops[s] * drops[s];
      map += sums[s] * sums[s];
      both += sums[s] * drops[s];
    }
    double r = Correlations.pearson(sums, drops);
    if (drop == 0) {
      return new Faithfulness(Double.NaN, Double.NaN, PartImportance.NO_DROP);
    }
    double scale = map == 0 ? 0 : Math.max(0, both / map);
    double square = 0;
    for (int s = 0; s < drops.length; s++) {
      double rest = scale * sums[s] - drops[s];
      square += rest * rest;
    }
    String flag =
        !Double.isNaN(r)
            ? ""
            : Correlations.isConstant(sums) ? Localisation.CONSTANT_MAP : PartImportance.NO_DROP;
    return new Faithfulness(r, square / drop, flag);
  }

  /** The values as {@code faithfulness-correlation} and {@code infidelity}. */
  public List<Measured> measured(String subject, String example) {
    return List.of(
        new Measured("faithfulness-correlation", subject, example, correlation, flag),
        new Measured("infidelity", subject, example, infidelity, flag));
  }
}
