package org.heirloom.local;

import java.util.Arrays;
import java.util.List;
import org.heirloom.local.LocalFindings.Judgement;
import org.heirloom.stats.Logits;
import org.heirloom.stats.WeightedRidge;
import org.heirloom.study.ExplainerSettings;

/**
 * LIME's local model read as a predictor: for every class a weighted ridge regression of its
 * probability on which superpixels are on, fitted to the samples that do not judge and asked for
 * those that do. It gives numbers and no distribution, so it has neither logits nor a divergence.
 *
 * <p>LIME counts samples by their closeness to the image. So it is judged twice: with all samples
 * alike, as students are, and as it counts them itself, with the student beside it.
 *
 * @see <a href="https://arxiv.org/abs/1602.04938">Ribeiro et al. (2016), equation 1</a>
 */
final class LimeStudent {
  private final SuperpixelSamples samples;
  private final Neighbours neighbours;
  private final ExplainerSettings.Lime settings;
  private final double[][] target;

  /**
   * LIME around one image.
   *
   * @param neighbours the samples' images with the target's answers
   */
  LimeStudent(SuperpixelSamples samples, Neighbours neighbours, ExplainerSettings.Lime settings) {
    this.samples = samples;
    this.neighbours = neighbours;
    this.settings = settings;
    this.target = probabilities(neighbours.logits());
  }

  /**
   * How well it says what the target answers to the samples that judge.
   *
   * @param student logits of the student of the same samples, on those that judge
   */
  List<Judgement> judgements(double[][] student, int label) {
    double[][] said = predicted();
    double[] close = new double[said.length];
    Arrays.setAll(
        close, i -> samples.weightOf(neighbours.judgedFrom() + i, settings.kernelWidth()));
    double[] alike = new double[said.length];
    Arrays.fill(alike, 1);
    String superpixel = Neighbourhood.SUPERPIXEL.label();
    return List.of(
        new Judgement(LocalFindings.LIME, superpixel, fidelity(said, alike, label)),
        new Judgement(LocalFindings.LIME, LocalFindings.NEAR, fidelity(said, close, label)),
        new Judgement(
            superpixel, LocalFindings.NEAR, fidelity(probabilities(student), close, label)));
  }

  private static double[][] probabilities(double[][] logits) {
    return Arrays.stream(logits).map(Logits::softmax).toArray(double[][]::new);
  }

  private double[][] predicted() {
    int first = neighbours.judgedFrom();
    double[][] predicted = new double[target.length - first][target[0].length];
    for (int k = 0; k < target[0].length; k++) {
      WeightedRidge regression = new WeightedRidge(samples.segments().count());
      for (int i = 0; i < first; i++) {
        regression.add(
            samples.features(i), target[i][k], samples.weightOf(i, settings.kernelWidth()));
      }
      WeightedRidge.Line line = regression.solve(settings.ridge());
      for (int i = 0; i < predicted.length; i++) {
        predicted[i][k] =
            line.intercept() + RowSpace.dot(line.coefficients(), samples.features(first + i));
      }
    }
    return predicted;
  }

  private Fidelity fidelity(double[][] said, double[] weights, int label) {
    int first = neighbours.judgedFrom();
    double agreement = 0;
    double[][] wanted = new double[said.length][1];
    double[][] found = new double[said.length][1];
    double[] scores = new double[said.length];
    for (int i = 0; i < said.length; i++) {
      boolean agrees = Logits.argMax(target[first + i]) == Logits.argMax(said[i]);
      agreement += agrees ? weights[i] : 0;
      wanted[i][0] = target[first + i][label];
      found[i][0] = said[i][label];
      scores[i] = said[i][label];
    }
    return new Fidelity(
        agreement / Arrays.stream(weights).sum(),
        Double.NaN,
        Double.NaN,
        Fidelity.fit(wanted, found, weights),
        Fidelity.boundaryArea(neighbours.judgedLogits(), scores, label));
  }
}
