package org.heirloom.probe;

/**
 * How much every channel changes with the label: {@code Cov(φ, t) / Var(t)} with t = 1 for the
 * concept and 0 for others; the plane stands midway between the means.
 *
 * <p>A channel that only cancels noise of others gets a weight from a classifier, but none here.
 * For such t it equals {@link MeanDifference} but for rounding.
 *
 * @see <a href="https://arxiv.org/abs/2202.03482">Pahde et al. (2022), Navigating neural space</a>
 */
final class Pattern implements CavClassifier {

  @Override
  public Plane fit(CavTraining training, double ridge) {
    double[][] rows = training.rows();
    boolean[] positive = training.positive();
    double share = 0;
    for (boolean p : positive) {
      share += p ? 1.0 / positive.length : 0;
    }
    double[] mean = Matrices.mean(rows);
    double[] covariance = new double[mean.length];
    for (int i = 0; i < rows.length; i++) {
      double t = (positive[i] ? 1 : 0) - share;
      for (int c = 0; c < mean.length; c++) {
        covariance[c] += t * (rows[i][c] - mean[c]) / rows.length;
      }
    }
    double[] pattern = new double[mean.length];
    Matrices.add(pattern, 1 / (share * (1 - share)), covariance);
    return Plane.between(pattern, training.mean(true), training.mean(false));
  }
}
