package org.heirloom.probe;

/**
 * The direction from the mean of others to the mean of the concept; the plane stands midway. No
 * optimisation and no penalty.
 *
 * @see <a href="https://arxiv.org/abs/2505.17883">Schmalwasser et al. (2025), FastCAV</a>; they
 *     start from the mean of all, which has the same direction
 */
final class MeanDifference implements CavClassifier {

  @Override
  public Plane fit(CavTraining training, double ridge) {
    double[] concept = training.mean(true);
    double[] others = training.mean(false);
    double[] direction = concept.clone();
    Matrices.add(direction, -1, others);
    return Plane.between(direction, concept, others);
  }
}
