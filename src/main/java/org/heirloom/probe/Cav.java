package org.heirloom.probe;

import java.util.Arrays;
import org.heirloom.Seed;

/**
 * A concept activation vector: the direction of a layer's activations that tells a concept's images
 * from others.
 *
 * @param plane of unit length, towards the concept; zeros where activations are constant
 * @param correct held-out images on the right side; one half for those on the boundary
 * @param heldOut number of held-out images
 * @see <a href="https://arxiv.org/abs/1711.11279">Kim et al. (2018), section 3.2</a>; the
 *     classifier is solved to its optimum, on standardised activations
 */
record Cav(Plane plane, double correct, int heldOut) {
  private static final double HELD_OUT = 0.33;

  /** Fits the classifier on two thirds of both sorts of rows and counts on the rest. */
  static Cav fit(LayerRows rows, Draw draw, CavClassifier classifier, double ridge) {
    int held = Math.max(1, (int) Math.round(HELD_OUT * draw.positives().length));
    int[] positives = shuffled(draw.positives(), draw.split().child("concept"));
    int[] negatives = shuffled(draw.negatives(), draw.split().child("random"));
    CavTraining training = rows.training(tail(positives, held), tail(negatives, held));
    if (training.isConstant()) {
      return new Cav(new Plane(new double[rows.row(0).length], 0), held, 2 * held);
    }
    Plane plane = classifier.fit(training, ridge);
    double correct = 0;
    for (int i = 0; i < held; i++) {
      correct += plane.correct(rows.row(positives[i]), true);
      correct += plane.correct(rows.row(negatives[i]), false);
    }
    return new Cav(plane.unit(), correct, 2 * held);
  }

  /** The same of plain rows. */
  static Cav fit(double[][] concept, double[][] random, double ridge, Seed split) {
    int[] all = new int[concept.length + random.length];
    Arrays.setAll(all, i -> i);
    Draw draw = new Draw(Arrays.copyOf(all, concept.length), tail(all, concept.length), split);
    return fit(LayerRows.of(concept).with(random), draw, CavClassifiers.named("logistic"), ridge);
  }

  double[] direction() {
    return plane.weights();
  }

  /** The difference of means, from others to the concept, at unit length: no split. */
  static double[] meanDifference(LayerRows rows, Draw draw) {
    return new MeanDifference()
        .fit(rows.training(draw.positives(), draw.negatives()), 1)
        .unit()
        .weights();
  }

  private static int[] shuffled(int[] indices, Seed seed) {
    int[] order = seed.stream().permutation(indices.length);
    return Arrays.stream(order).map(i -> indices[i]).toArray();
  }

  private static int[] tail(int[] indices, int from) {
    return Arrays.copyOfRange(indices, from, indices.length);
  }
}
