package org.heirloom.local;

import java.util.Arrays;
import org.heirloom.stats.Logits;
import org.heirloom.stats.WeightedRidge;
import org.heirloom.study.ExplainerSettings;

/**
 * LIME's local model read as a predictor: for every class a weighted ridge regression of its
 * probability on which superpixels are on, fitted to the samples that do not judge and asked for
 * those that do. It gives numbers and no distribution, so it has neither logits nor a divergence.
 *
 * @see <a href="https://arxiv.org/abs/1602.04938">Ribeiro et al. (2016), equation 1</a>
 */
final class LimeStudent {
  private LimeStudent() {}

  /**
   * How well it says what the target answers to the samples that judge.
   *
   * @param neighbours the samples' images with the target's answers
   */
  static Fidelity fidelity(
      SuperpixelSamples samples, Neighbours neighbours, ExplainerSettings.Lime settings, int label) {
    int classes = neighbours.logits()[0].length;
    double[][] target = neighbours.judgedLogits();
    double[][] probabilities =
        Arrays.stream(neighbours.logits()).map(Logits::softmax).toArray(double[][]::new);
    double[][] predicted = new double[target.length][classes];
    for (int k = 0; k < classes; k++) {
      WeightedRidge regression = new WeightedRidge(samples.segments().count());
      for (int i = 0; i < neighbours.judgedFrom(); i++) {
        regression.add(
            samples.features(i), probabilities[i][k], samples.weightOf(i, settings.kernelWidth()));
      }
      WeightedRidge.Line line = regression.solve(settings.ridge());
      for (int i = 0; i < target.length; i++) {
        double[] features = samples.features(neighbours.judgedFrom() + i);
        predicted[i][k] = line.intercept() + RowSpace.dot(line.coefficients(), features);
      }
    }
    return fidelity(target, predicted, label);
  }

  private static Fidelity fidelity(double[][] target, double[][] predicted, int label) {
    double agreement = 0;
    double[][] wanted = new double[target.length][1];
    double[][] found = new double[target.length][1];
    double[] scores = new double[target.length];
    for (int i = 0; i < target.length; i++) {
      agreement += Logits.argMax(target[i]) == Logits.argMax(predicted[i]) ? 1 : 0;
      wanted[i][0] = Logits.softmax(target[i])[label];
      found[i][0] = predicted[i][label];
      scores[i] = found[i][0];
    }
    return new Fidelity(
        agreement / target.length,
        Double.NaN,
        Double.NaN,
        Fidelity.fit(wanted, found),
        Fidelity.boundaryArea(target, scores, label));
  }
}
