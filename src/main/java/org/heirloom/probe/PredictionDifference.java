package org.heirloom.probe;

import java.util.Arrays;
import java.util.List;
import org.heirloom.DataException;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Which concept each unit stands for, by prediction-difference maximisation: the concept whose
 * probability falls most, over examples that show it, when the unit is set to 0.
 *
 * <p>Probabilities are those of a linear head per concept, fitted on some examples and asked on
 * others. A concept that its head cannot tell there better than chance labels no unit; nor does a
 * drop of 0, so a unit that no head uses has no label.
 *
 * @param concepts names
 * @param areas how well each concept is told: area under the ROC curve on the judging examples; NaN
 *     for a concept that too few examples show, or lack
 * @param readable whether that is more than chance, corrected over concepts
 * @param drops {@code [units][concepts]}: mean fall of the probability; NaN where the area is
 * @param labels index of each unit's concept, or −1
 * @see <a href="https://arxiv.org/abs/1703.04096">Dong et al. (2017), Improving interpretability of
 *     deep neural networks with semantic information</a>; heads and the test of their worth are
 *     ours
 */
public record PredictionDifference(
    List<String> concepts, double[] areas, boolean[] readable, double[][] drops, int[] labels) {
  /** Fewest examples with, and without, a concept in either half. */
  static final int FEWEST = 5;

  /**
   * Examples with what they show.
   *
   * @param features {@code [n][units]}, finite
   * @param shown {@code [n][concepts]}
   */
  public record Examples(double[][] features, boolean[][] shown) {
    public Examples {
      if (features.length != shown.length || features.length == 0) {
        throw new DataException(
            "prediction difference: examples. Got %d features and %d labels. Expected as many, at"
                    .formatted(features.length, shown.length)
                + " least 1.");
      }
      for (double[] row : features) {
        if (!Arrays.stream(row).allMatch(Double::isFinite)) {
          throw new DataException(
              "prediction difference: activations that are not finite. Got %s. Expected finite values."
                  .formatted(Arrays.toString(row)));
        }
      }
    }

    boolean[] of(int concept) {
      boolean[] has = new boolean[shown.length];
      for (int i = 0; i < has.length; i++) {
        has[i] = shown[i][concept];
      }
      return has;
    }
  }

  /**
   * Labels units.
   *
   * @param choosing examples on which heads are fitted
   * @param judging examples on which they are asked
   * @param ridge λ of the heads on standardised features, above 0
   * @param confidence above which a head is better than chance
   */
  public static PredictionDifference of(
      List<String> concepts, Examples choosing, Examples judging, double ridge, double confidence) {
    int units = choosing.features()[0].length;
    double[] areas = new double[concepts.size()];
    boolean[] readable = new boolean[areas.length];
    double[][] drops = new double[units][areas.length];
    Scale scale = Scale.of(choosing.features());
    RidgeForm form =
        scale.isConstant()
            ? null
            : RidgeForm.of(scale.apply(choosing.features()), choosing.features().length * ridge);
    double limit =
        new NormalDistribution().inverseCumulativeProbability(1 - (1 - confidence) / areas.length);
    for (int c = 0; c < areas.length; c++) {
      boolean[] has = judging.of(c);
      if (form == null || !enough(choosing.of(c)) || !enough(has)) {
        areas[c] = Double.NaN;
        for (double[] drop : drops) {
          drop[c] = Double.NaN;
        }
        continue;
      }
      Head head = Head.fit(form, scale, choosing.of(c), ridge);
      double[] decisions = head.decisions(judging.features());
      areas[c] = area(decisions, has);
      readable[c] = areas[c] - 0.5 > limit * chanceDeviation(has);
      for (int u = 0; u < units; u++) {
        drops[u][c] = head.drop(u, judging.features(), decisions, has);
      }
    }
    return new PredictionDifference(
        List.copyOf(concepts), areas, readable, drops, labels(drops, readable));
  }

  private static boolean enough(boolean[] has) {
    int with = count(has);
    return with >= FEWEST && has.length - with >= FEWEST;
  }

  private static int count(boolean[] has) {
    int count = 0;
    for (boolean each : has) {
      count += each ? 1 : 0;
    }
    return count;
  }

  private static int[] labels(double[][] drops, boolean[] readable) {
    int[] labels = new int[drops.length];
    for (int u = 0; u < labels.length; u++) {
      labels[u] = -1;
      double greatest = 0;
      for (int c = 0; c < readable.length; c++) {
        if (readable[c] && drops[u][c] > greatest) {
          labels[u] = c;
          greatest = drops[u][c];
        }
      }
    }
    return labels;
  }

  /** How often an example with the concept stands above one without; equal ones count half. */
  private static double area(double[] decisions, boolean[] has) {
    double above = 0;
    int with = count(has);
    for (int i = 0; i < has.length; i++) {
      for (int j = 0; has[i] && j < has.length; j++) {
        if (!has[j]) {
          above += (1 + Math.signum(decisions[i] - decisions[j])) / 2;
        }
      }
    }
    return above / ((double) with * (has.length - with));
  }

  /** Of the area when decisions have nothing to do with the concept (Mann and Whitney 1947). */
  private static double chanceDeviation(boolean[] has) {
    double with = count(has);
    double without = has.length - with;
    return Math.sqrt((has.length + 1) / (12 * with * without));
  }

  /** How many concepts label at least one unit. */
  public int carried() {
    return (int) Arrays.stream(labels).filter(c -> c >= 0).distinct().count();
  }

  /** A concept's classifier on features as they are, not standardised. */
  private record Head(double[] weights, double intercept) {

    static Head fit(RidgeForm form, Scale scale, boolean[] has, double ridge) {
      LogisticRegression fit = LogisticRegression.fit(form, has, ridge);
      double[] raw = scale.mapBack(fit.weights());
      return new Head(raw, fit.intercept() - Matrices.dot(raw, scale.mean()));
    }

    double[] decisions(double[][] rows) {
      return Arrays.stream(rows).mapToDouble(r -> Matrices.dot(weights, r) + intercept).toArray();
    }

    double drop(int unit, double[][] rows, double[] decisions, boolean[] has) {
      double sum = 0;
      for (int i = 0; i < rows.length; i++) {
        if (has[i]) {
          sum +=
              probability(decisions[i]) - probability(decisions[i] - weights[unit] * rows[i][unit]);
        }
      }
      return sum / count(has);
    }

    private static double probability(double decision) {
      return 1 / (1 + StrictMath.exp(-decision));
    }
  }
}
