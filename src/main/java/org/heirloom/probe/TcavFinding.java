package org.heirloom.probe;

import java.util.List;
import org.heirloom.metrics.Measured;
import org.heirloom.stats.Interval;

/**
 * What one class owes to one concept at one layer of one network.
 *
 * @param layer name
 * @param concept name
 * @param className name of the class
 * @param score mean over random sets of the share of the class's images whose logit rises towards
 *     the concept, in [0, 1]; 0.5 says nothing
 * @param interval of the score over random sets and over class images, crossed; it does not speak
 *     of other images of the concept
 * @param p of the pseudo-concept null for this cell alone
 * @param correctedP the same for all classes and layers at once, by the maximum statistic
 * @param familyP the same for all concepts at once: Šidák's correction of {@code correctedP}; it
 *     can be below 0.05 only with about 20 pseudo-concepts per concept
 * @param welchP of Welch's test against scores of random vectors, as other tools print it; not a
 *     valid test, since a concept's vectors share its images
 * @param cohensD how far the scores are from those of random vectors, in units of their spread; NaN
 *     where neither varies
 * @param differenceScore the score of the difference of means in place of the classifier: a check
 * @param sensitivity mean cosine between gradient and concept vector, in [−1, 1]
 * @param risingShare magnitude's form of the score: Σ max(S, 0) / Σ |S| over sensitivities S, in
 *     [0, 1]
 * @param vector what is known of the concept's vectors
 * @param flag empty, or why the score must not be used
 */
public record TcavFinding(
    String layer,
    String concept,
    String className,
    double score,
    Interval interval,
    double p,
    double correctedP,
    double familyP,
    double welchP,
    double cohensD,
    double differenceScore,
    double sensitivity,
    double risingShare,
    VectorQuality vector,
    String flag) {
  /** Flag of a layer that does not tell the concept's images from random ones. */
  public static final String NOT_DECODABLE = "cav-not-decodable";

  /** Flag of vectors that differ too much between random sets. */
  public static final String UNSTABLE = "cav-unstable";

  /** Flag of a layer whose activations are the same for all images. */
  public static final String CONSTANT = "constant-activations";

  /** Flag of a class with too few images. */
  public static final String FEW_CLASS_EXAMPLES = "few-class-examples";

  /** Flag of a number without a spread to compare it with. */
  public static final String NO_SPREAD = "no-spread";

  /** Flag of a class whose logit does not depend on the layer. */
  public static final String ZERO_GRADIENT = "zero-gradient";

  /**
   * What is known of a concept's vectors at a layer.
   *
   * @param accuracy mean over random sets of the classifier's accuracy on held-out images
   * @param accuracyP of the two-sided binomial test of {@code accuracy} against one half, with the
   *     held-out images of one set
   * @param stability mean cosine between the vectors of different random sets
   * @param heldOut held-out images per random set
   */
  public record VectorQuality(double accuracy, double accuracyP, double stability, int heldOut) {}

  /** A cell that cannot be scored. */
  static TcavFinding undefined(
      String layer, String concept, String className, VectorQuality vector, String flag) {
    double no = Double.NaN;
    return new TcavFinding(
        layer,
        concept,
        className,
        no,
        Interval.UNKNOWN,
        no,
        no,
        no,
        no,
        no,
        no,
        no,
        no,
        vector,
        flag);
  }

  /** Whether the score may be used: the concept can be read from the layer, and stably. */
  public boolean usable() {
    return flag.isEmpty();
  }

  /**
   * Whether the class depends on the concept beyond what chance sets reach over classes and layers.
   */
  public boolean significant(double level) {
    return usable() && correctedP <= level;
  }

  /** The score as a measured value with subject {@code layer/concept/class}. */
  public Measured measured() {
    return new Measured("tcav-score", layer + "/" + concept + "/" + className, "", score, flag);
  }

  /** The magnitude's form of the score, and Cohen's d of the score, with the same subject. */
  public List<Measured> measuredMagnitude() {
    String subject = layer + "/" + concept + "/" + className;
    return List.of(
        new Measured("tcav-magnitude", subject, "", risingShare, reason(risingShare)),
        new Measured("tcav-effect", subject, "", cohensD, reason(cohensD)));
  }

  private String reason(double value) {
    return flag.isEmpty() && Double.isNaN(value) ? NO_SPREAD : flag;
  }

  /** Readability and stability of the vectors, with subject {@code layer/concept}. */
  public List<Measured> measuredVector() {
    String subject = layer + "/" + concept;
    String reason = Double.isNaN(vector.accuracy()) ? CONSTANT : "";
    return List.of(
        new Measured("cav-accuracy", subject, "", vector.accuracy(), reason),
        new Measured("cav-stability", subject, "", vector.stability(), reason));
  }
}
