package org.heirloom.stats;

/**
 * What two sources tell of a target, taken apart, in bits: I(X₁; T) = redundancy + uniqueFirst,
 * I(X₂; T) = redundancy + uniqueSecond, I(X₁, X₂; T) = the sum of all four.
 *
 * <p>The three equations leave the redundancy open: {@link #byMinimum} and {@link CommonSurprise}
 * choose it differently.
 *
 * @param redundancy what both tell
 * @param uniqueFirst what only the first tells; below 0 where it misleads
 * @param uniqueSecond what only the second tells; below 0 where it misleads
 * @param synergy what only both together tell
 * @see <a href="https://arxiv.org/abs/1004.2515">Williams and Beer (2010), Nonnegative
 *     decomposition of multivariate information</a>
 */
public record InformationParts(
    double redundancy, double uniqueFirst, double uniqueSecond, double synergy) {

  /**
   * The parts that follow from a redundancy.
   *
   * @param first I(X₁; T)
   * @param second I(X₂; T)
   * @param both I(X₁, X₂; T)
   */
  static InformationParts of(double redundancy, double first, double second, double both) {
    return new InformationParts(
        redundancy, first - redundancy, second - redundancy, both - first - second + redundancy);
  }

  /**
   * Redundancy as the lesser of both: right for Gaussian sources of a single Gaussian target, and
   * otherwise the most that there can be. Estimates below 0 are kept.
   *
   * @param first I(X₁; T)
   * @param second I(X₂; T)
   * @param both I(X₁, X₂; T)
   * @see <a href="https://doi.org/10.1103/PhysRevE.91.052802">Barrett (2015)</a>
   */
  public static InformationParts byMinimum(double first, double second, double both) {
    return of(Math.min(first, second), first, second, both);
  }

  /**
   * Co-information I(X₁; T) + I(X₂; T) − I(X₁, X₂; T): above 0 where redundancy prevails, below
   * where synergy does. Interaction information is its negative.
   */
  public double coInformation() {
    return redundancy - synergy;
  }
}
