package org.heirloom.probe;

import java.util.Arrays;
import org.heirloom.Seed;

/**
 * A concept activation vector: the direction of a layer's activations that tells a concept's images
 * from random ones.
 *
 * @param direction unit length, towards the concept; zeros where activations are constant
 * @param correct held-out images on the right side; one half for those on the boundary
 * @param heldOut number of held-out images
 * @see <a href="https://arxiv.org/abs/1711.11279">Kim et al. (2018), section 3.2</a>; we use
 *     logistic regression on standardised activations
 */
record Cav(double[] direction, double correct, int heldOut) {
  private static final double HELD_OUT = 0.33;

  /**
   * Fits the classifier on two thirds of both sets and counts on the rest.
   *
   * @param concept {@code [n][channels]}
   * @param random as many
   * @param split chooses the held-out rows
   */
  static Cav fit(double[][] concept, double[][] random, double ridge, Seed split) {
    int held = Math.max(1, (int) Math.round(HELD_OUT * concept.length));
    double[][] positives = shuffled(concept, split.child("concept"));
    double[][] negatives = shuffled(random, split.child("random"));
    double[][] train = concat(tail(positives, held), tail(negatives, held));
    boolean[] labels = new boolean[train.length];
    Arrays.fill(labels, 0, train.length / 2, true);
    Scale scale = Scale.of(train);
    if (scale.isConstant()) {
      return new Cav(new double[concept[0].length], held, 2 * held);
    }
    LogisticRegression fit = LogisticRegression.fit(scale.apply(train), labels, ridge);
    double correct = 0;
    for (int i = 0; i < held; i++) {
      correct += fit.correct(scale.apply(positives[i]), true);
      correct += fit.correct(scale.apply(negatives[i]), false);
    }
    return new Cav(Matrices.unit(scale.mapBack(fit.weights())), correct, 2 * held);
  }

  /** The difference of means, from random to concept: no classifier, no split. */
  static double[] meanDifference(double[][] concept, double[][] random) {
    double[] difference = Matrices.mean(concept);
    Matrices.add(difference, -1, Matrices.mean(random));
    return Matrices.unit(difference);
  }

  private static double[][] shuffled(double[][] rows, Seed seed) {
    int[] order = seed.stream().permutation(rows.length);
    return Arrays.stream(order).mapToObj(i -> rows[i]).toArray(double[][]::new);
  }

  private static double[][] tail(double[][] rows, int from) {
    return Arrays.copyOfRange(rows, from, rows.length);
  }

  private static double[][] concat(double[][] a, double[][] b) {
    double[][] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
