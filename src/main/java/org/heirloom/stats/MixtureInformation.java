package org.heirloom.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Mutual information of a variable and a class, in bits, with one Gaussian fitted to each class:
 * I(X; class) = H(mixture) − Σ w_k·H_k, w_k = N_k/N.
 *
 * <p>The mixture's entropy has no closed form. It is approximated by the mean of {@code −log p} at
 * the sigma points {@code m_k ± √d·l} for each column l of the lower Cholesky factor of class k's
 * covariance. There is no correction of bias: with small classes the value is too high. At least
 * about 0, at most about the entropy of the classes.
 *
 * @see <a href="https://doi.org/10.1002/hbm.23471">Ince et al. (2017)</a>
 */
public final class MixtureInformation {
  /** From the median absolute deviation to the standard deviation of a normal distribution. */
  private static final double MAD_TO_DEVIATION = 1.482602218505602;

  private MixtureInformation() {}

  /**
   * Of the values as they are.
   *
   * @param columns one array per dimension of X, each with one value per example
   * @param labels class of each example; each class needs more examples than X has dimensions
   */
  public static double raw(double[][] columns, int[] labels) {
    GaussianVariable x = GaussianVariable.of(columns);
    List<Component> components = new ArrayList<>();
    for (Map.Entry<Integer, int[]> group : LabelGroups.of(labels, x.examples()).entrySet()) {
      LabelGroups.requireMore(group.getKey(), group.getValue(), x.dimensions());
      components.add(Component.of(x.standardColumns(), group));
    }
    double nats = 0;
    for (Component component : components) {
      double weight = component.rows() / (double) labels.length;
      nats -= weight * (meanLogDensity(component, components) + component.entropy());
    }
    return nats / Math.log(2);
  }

  /**
   * Of {@link NormalScores} within each class, moved to the class's median and scaled by its median
   * absolute deviation. Robust to heavy tails; refused where more than half of a class is one
   * value.
   *
   * @param columns one array per dimension of X, each with one value per example
   * @param labels class of each example; each class needs more examples than X has dimensions
   */
  public static double copula(double[][] columns, int[] labels) {
    double[][] scores = new double[columns.length][];
    for (int c = 0; c < columns.length; c++) {
      scores[c] = new double[columns[c].length];
      for (Map.Entry<Integer, int[]> group : LabelGroups.of(labels, columns[c].length).entrySet()) {
        int[] rows = group.getValue();
        String where = "class %d: column %d: ".formatted(group.getKey(), c);
        double[] rescaled = rescaledScores(LabelGroups.take(columns[c], rows), where);
        for (int i = 0; i < rows.length; i++) {
          scores[c][rows[i]] = rescaled[i];
        }
      }
    }
    return raw(scores, labels);
  }

  private static double[] rescaledScores(double[] values, String where) {
    NormalScores.requireVarying(values, where);
    double median = median(values);
    double[] distances = Arrays.stream(values).map(v -> Math.abs(v - median)).toArray();
    double deviation = MAD_TO_DEVIATION * median(distances);
    Check.argument(
        deviation > 0, "%sExpected values of which at most half are equal, got more", where);
    return Arrays.stream(NormalScores.of(values)).map(s -> median + deviation * s).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Bootstrap.quantile(sorted, 0.5);
  }

  /** Mean log density of the mixture at a component's sigma points, in nats, without log 2π. */
  private static double meanLogDensity(Component component, List<Component> all) {
    double sum = 0;
    List<double[]> points = component.sigmaPoints();
    for (double[] point : points) {
      double[] logs = new double[all.size()];
      for (int k = 0; k < logs.length; k++) {
        logs[k] = Math.log(all.get(k).rows()) + all.get(k).logDensity(point);
      }
      int total = all.stream().mapToInt(Component::rows).sum();
      double largest = Arrays.stream(logs).max().orElseThrow();
      double scaled = Arrays.stream(logs).map(log -> Math.exp(log - largest)).sum();
      sum += largest + Math.log(scaled) - Math.log(total);
    }
    return sum / points.size();
  }

  /** A class's Gaussian. */
  private record Component(int rows, double[] mean, CovarianceFactor factor) {
    static Component of(double[][] columns, Map.Entry<Integer, int[]> group) {
      int d = columns.length;
      int[] rows = group.getValue();
      double[][] own = new double[d][];
      double[] mean = new double[d];
      for (int c = 0; c < d; c++) {
        own[c] = LabelGroups.take(columns[c], rows);
        NormalScores.requireVarying(own[c], "class %d: column %d: ".formatted(group.getKey(), c));
        mean[c] = Moments.mean(own[c]);
      }
      double[][] covariance = new double[d][d];
      for (int a = 0; a < d; a++) {
        for (int b = 0; b <= a; b++) {
          covariance[a][b] = covariance(own[a], own[b], mean[a], mean[b]);
          covariance[b][a] = covariance[a][b];
        }
      }
      CovarianceFactor factor =
          CovarianceFactor.of(covariance)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          ("class %d: Expected dimensions that do not depend linearly on each other, "
                                  + "got %d that do")
                              .formatted(group.getKey(), d)));
      return new Component(rows.length, mean, factor);
    }

    private static double covariance(double[] a, double[] b, double meanA, double meanB) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += (a[i] - meanA) * (b[i] - meanB);
      }
      return sum / (a.length - 1);
    }

    /** Without the log 2π that cancels. */
    double entropy() {
      return factor.halfLogDeterminant() + mean.length / 2.0;
    }

    double logDensity(double[] point) {
      double[] from = new double[mean.length];
      for (int c = 0; c < from.length; c++) {
        from[c] = point[c] - mean[c];
      }
      return -factor.halfLogDeterminant() - factor.squaredDistance(from) / 2;
    }

    List<double[]> sigmaPoints() {
      int d = mean.length;
      List<double[]> points = new ArrayList<>();
      for (int j = 0; j < d; j++) {
        for (int sign = -1; sign <= 1; sign += 2) {
          double[] point = mean.clone();
          for (int c = 0; c < d; c++) {
            point[c] += sign * Math.sqrt(d) * factor.lower()[c][j];
          }
          points.add(point);
        }
      }
      return points;
    }
  }
}
