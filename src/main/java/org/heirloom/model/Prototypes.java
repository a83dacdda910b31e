package org.heirloom.model;

/**
 * The form of a prototype layer, the smallest that is faithful to its source: patches of {@link
 * #DIMENSION} features are held against {@link #PER_CLASS} prototypes per class by squared
 * distance, the nearest patch of an image counts, and a linear layer without bias weighs its
 * similarity.
 *
 * @see <a href="https://arxiv.org/abs/1806.10574">Chen et al. (2019), This Looks Like That</a>; it
 *     has ten prototypes per class and more features
 */
public final class Prototypes {
  /** Prototypes of each class; those of class c are {@code c × PER_CLASS} and the next ones. */
  public static final int PER_CLASS = 5;

  /** Features of a patch that are compared, each in [0, 1]. */
  public static final int DIMENSION = 64;

  /** Keeps similarity finite where a patch is the prototype. */
  public static final double SMALLEST = 1e-4;

  /** Name of the layer of similarities, {@code [n, height, width, prototypes]}. */
  public static final String SIMILARITIES = "similarities";

  /** Name of the prototypes among the weights, {@code [prototypes, DIMENSION]}. */
  public static final String VECTORS = "prototypes/vectors";

  /** Name of the last layer among the weights, {@code [prototypes, classes]}. */
  public static final String CONNECTIONS = "classifier/connections";

  private Prototypes() {}

  /** Similarity of a patch and a prototype: log((d + 1) / (d + 10⁻⁴)) of their squared distance. */
  public static double similarity(double squaredDistance) {
    return Math.log((squaredDistance + 1) / (squaredDistance + SMALLEST));
  }

  /** Which class each prototype stands for: {@code [prototypes][classes]}, 0 or 1. */
  public static float[][] classes(int classes) {
    float[][] own = new float[classes * PER_CLASS][classes];
    for (int p = 0; p < own.length; p++) {
      own[p][p / PER_CLASS] = 1;
    }
    return own;
  }

  /** Where the last layer begins: prototypes speak for their own class and against all others. */
  public static float connection(int prototype, int classIndex) {
    return prototype / PER_CLASS == classIndex ? 1 : -0.5f;
  }

  /** Trained values beside the network of features: both added layers, prototypes, last layer. */
  public static long parameters(int channels, int classes) {
    long prototypes = (long) PER_CLASS * classes;
    return (channels + 1L) * DIMENSION
        + (DIMENSION + 1L) * DIMENSION
        + prototypes * DIMENSION
        + prototypes * classes;
  }

  /** Multiplications for an image of so many positions. */
  public static long multiplyAdds(int channels, int classes, long positions) {
    long prototypes = (long) PER_CLASS * classes;
    long each = (long) channels * DIMENSION + DIMENSION * DIMENSION + prototypes * DIMENSION;
    return positions * each + prototypes * classes;
  }
}
