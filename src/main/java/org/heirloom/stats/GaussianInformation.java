package org.heirloom.stats;

import java.util.Map;

/**
 * Mutual information of Gaussian variables, in bits. Of {@link GaussianVariable#copula} variables
 * it is the information of a Gaussian copula: a lower bound of what monotone dependence tells, the
 * same for every strictly increasing transform of any dimension.
 *
 * <p>Every entropy is freed of its bias, so that unrelated variables come out at 0 on average, and
 * often below: such values are right, and must not be clipped before they are averaged. +∞ where
 * one variable is a linear function of the other. Dependence that is not monotone, as on a ring, is
 * not seen.
 *
 * @see <a href="https://doi.org/10.1002/hbm.23471">Ince et al. (2017)</a>
 */
public final class GaussianInformation {
  private GaussianInformation() {}

  /**
   * I(X; Y) = H(X) + H(Y) − H(X, Y), in bits; {@code −½·log₂(1 − r²)} of two single dimensions,
   * less bias.
   */
  public static double between(GaussianVariable x, GaussianVariable y) {
    return bits(finite(x) + finite(y) - x.with(y).entropy());
  }

  /** I(X; Y | Z) = H(X, Z) + H(Y, Z) − H(X, Y, Z) − H(Z), in bits. */
  public static double given(GaussianVariable x, GaussianVariable y, GaussianVariable z) {
    GaussianVariable xz = x.with(z);
    return bits(finite(xz) + finite(y.with(z)) - xz.with(y).entropy() - finite(z));
  }

  /**
   * I(X; class) = H(X) − Σ N_k/N·H(X | class k), in bits, as if X were Gaussian both over all and
   * within each class. Low where the classes lie far apart, since then X over all is not: see
   * {@link MixtureInformation}.
   *
   * @param labels class of each example; each class needs more examples than X has dimensions
   */
  public static double withClass(GaussianVariable x, int[] labels) {
    double nats = finite(x);
    for (Map.Entry<Integer, int[]> group : LabelGroups.of(labels, x.examples()).entrySet()) {
      int[] rows = group.getValue();
      LabelGroups.requireMore(group.getKey(), rows, x.dimensions());
      GaussianVariable within = x.only(rows, "class " + group.getKey() + ": ");
      nats -= rows.length / (double) labels.length * finite(within);
    }
    return bits(nats);
  }

  private static double finite(GaussianVariable x) {
    double entropy = x.entropy();
    Check.argument(
        Double.isFinite(entropy),
        "Expected dimensions that do not depend linearly on each other, got %d that do",
        x.dimensions());
    return entropy;
  }

  private static double bits(double nats) {
    return nats / Math.log(2);
  }
}
