package org.heirloom.metrics;

import static org.heirloom.metrics.Family.CONCEPTS;
import static org.heirloom.metrics.Family.REPRESENTATION;
import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Direction.LOWER;
import static org.heirloom.metrics.Metric.Direction.NONE;
import static org.heirloom.metrics.Metric.Direction.ZERO;
import static org.heirloom.metrics.Metric.Kind.COMPARISON;
import static org.heirloom.metrics.Metric.Kind.CONTEXT;
import static org.heirloom.metrics.Metric.Kind.VALUE;

import java.util.List;
import org.heirloom.metrics.Metric.Scale;
import org.heirloom.metrics.Metric.Words;

/** How networks represent images, and on which concepts they depend. */
final class InsideMetrics {
  private static final String KIM =
      "Kim et al. 2018, Interpretability Beyond Feature Attribution: TCAV (arXiv:1711.11279)";

  private static final String KRIEGESKORTE =
      "Kriegeskorte et al. 2008, Representational similarity analysis (doi:10.3389/neuro.06.004.2008)";

  private InsideMetrics() {}

  static List<Metric> all() {
    Metric score = tcavScore();
    Metric accuracy = cavAccuracy();
    return List.of(
        cka(),
        rsa(),
        rsaP(),
        score,
        score.gap(
            "tcav-shift",
            ZERO,
            "for concepts whose teacher score is not significant: a shift between two meaningless"
                + " numbers means nothing. Its interval counts students, not class images."),
        accuracy,
        accuracy.gap("as use of the concept: what can be read out need not be used."),
        cavStability());
  }

  private static Metric cka() {
    return new Metric(
        "cka",
        "similarity of representations",
        REPRESENTATION,
        COMPARISON,
        new Scale("none; unbiased, so slightly below 0 is possible", -1, 1, false),
        HIGHER,
        new Words(
            "Linear CKA: whether a layer of the student and a layer of the teacher find the same images"
                + " alike; 1 is equal up to rotation and scale, 0 is unrelated.",
            "HSIC(K, L) / √(HSIC(K, K) · HSIC(L, L)) of linear Gram matrices, each HSIC unbiased and"
                + " averaged over batches before the ratio is taken",
            "Kornblith et al. 2019, Similarity of Neural Network Representations Revisited"
                + " (arXiv:1905.00414)",
            "without a yardstick: two teachers of different seeds do not reach 1 either, and"
                + " untrained networks can be alike. A few strong directions decide it."));
  }

  private static Metric rsa() {
    return new Metric(
        "rsa",
        "similarity of what is found unlike",
        REPRESENTATION,
        COMPARISON,
        new Scale("Spearman's ρ", -1, 1, false),
        HIGHER,
        new Words(
            "Representational similarity analysis: whether a layer of the student and the same layer"
                + " of the teacher find the same pairs of images unlike, by ranks.",
            "Spearman's ρ over all pairs of a subsample of images between the two layers'"
                + " dissimilarities (1 − Pearson's r over units)",
            KRIEGESKORTE,
            "without a yardstick: what two teachers of different seeds reach, and an untrained"
                + " network. Classes that are far apart alone can bring a high ρ."));
  }

  private static Metric rsaP() {
    return new Metric(
        "rsa-p",
        "chance of that similarity",
        REPRESENTATION,
        CONTEXT,
        new Scale("probability", 0, 1, false),
        LOWER,
        new Words(
            "How often shuffled images bring two layers as close as this by chance.",
            "Mantel's test: share of permutations of whole images with |ρ| at least as large",
            KRIEGESKORTE,
            "as a measure of how similar they are: with many images the faintest likeness is"
                + " significant."));
  }

  private static Metric tcavScore() {
    return new Metric(
        "tcav-score",
        "concept sensitivity",
        CONCEPTS,
        VALUE,
        new Scale("share of a class's images", 0, 1, false),
        NONE,
        new Words(
            "TCAV: in how many images of a class the class's logit rises when the layer's activations"
                + " move towards a concept; 0.5 says nothing, 1 always towards, 0 always against.",
            "mean over concept vectors and class images of [gradient of the logit · vector > 0],"
                + " where 0 counts one half",
            KIM,
            "when the concept's vector is unstable or no better than chance on held-out images, or"
                + " when random image sets reach the same score; rows then carry a flag."));
  }

  private static Metric cavAccuracy() {
    return new Metric(
        "cav-accuracy",
        "readability of the concept",
        CONCEPTS,
        VALUE,
        Scale.share("share of held-out images"),
        HIGHER,
        new Words(
            "How well a linear classifier tells images with the concept from random ones by the"
                + " layer's activations; 50 % is chance.",
            "mean over random sets of the concept vector's accuracy on held-out images",
            KIM,
            "as use of the concept: what can be read out need not be used. Colours and textures"
                + " are easy to read out even of untrained networks."));
  }

  private static Metric cavStability() {
    return new Metric(
        "cav-stability",
        "stability of the concept's vector",
        CONCEPTS,
        CONTEXT,
        new Scale("cosine", -1, 1, false),
        HIGHER,
        new Words(
            "Whether the concept's vector comes out the same against other random images; 1 is the"
                + " same direction, 0 unrelated.",
            "mean cosine between pairs of the concept's vectors over random sets",
            KIM + "; stability as in issues of its reference code",
            "as a sign of meaning: a vector can be stable for a cue that goes with the concept's"
                + " images by accident."));
  }
}
