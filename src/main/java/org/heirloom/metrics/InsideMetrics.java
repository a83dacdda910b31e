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

  private static final String HEWITT =
      "Hewitt and Liang 2019, Designing and Interpreting Probes with Control Tasks"
          + " (arXiv:1909.03368)";

  private static final String KRIEGESKORTE =
      "Kriegeskorte et al. 2008, Representational similarity analysis (doi:10.3389/neuro.06.004.2008)";

  private InsideMetrics() {}

  static List<Metric> all() {
    Metric score = tcavScore();
    Metric accuracy = cavAccuracy();
    Metric decodability = decodability();
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
        signAgreement(),
        rankAgreement(),
        tcavMagnitude(),
        tcavEffect(),
        accuracy,
        accuracy.gap("as use of the concept: what can be read out need not be used."),
        cavStability(),
        decodability,
        decodability.gap("as use of the concept: what can be read out need not be used."),
        controlAccuracy(),
        selectivity());
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

  private static Metric signAgreement() {
    return new Metric(
        "tcav-sign-agreement",
        "agreement on which concepts speak for a class",
        CONCEPTS,
        COMPARISON,
        Scale.share("share of the teacher's significant cells"),
        HIGHER,
        new Words(
            "Of the concepts that speak for or against a class in the teacher beyond chance, the"
                + " share that speaks the same way in the student; 50 % is chance.",
            "mean over significant cells of the teacher of [same side of one half], where a score of"
                + " one half or none counts one half",
            KIM,
            "with few significant cells: each is then a large step."));
  }

  private static Metric rankAgreement() {
    return new Metric(
        "tcav-rank-agreement",
        "agreement of the ranking of concepts",
        CONCEPTS,
        COMPARISON,
        new Scale("rank correlation", -1, 1, false),
        HIGHER,
        new Words(
            "Whether student and teacher rank concepts alike by how they speak for a class; 1 is the"
                + " same order, 0 unrelated.",
            "Spearman's ρ of both networks' concept scores over concepts, mean over classes",
            KIM,
            "with few concepts, and for concepts whose scores are chance: their order is noise."));
  }

  private static Metric tcavMagnitude() {
    return new Metric(
        "tcav-magnitude",
        "concept sensitivity by magnitude",
        CONCEPTS,
        CONTEXT,
        new Scale("share of sensitivity", 0, 1, false),
        NONE,
        new Words(
            "How much of a class's whole sensitivity to a concept, by size, is a rise of its logit;"
                + " 0.5 says nothing. Beside the score, which counts images.",
            "Σ max(S, 0) / Σ |S| over concept vectors and class images, S = gradient · vector",
            KIM + "; the reference code's second form",
            "when a few images have far steeper gradients than others: they decide it."));
  }

  private static Metric tcavEffect() {
    return new Metric(
        "tcav-effect",
        "effect size of the concept score",
        CONCEPTS,
        CONTEXT,
        new Scale("standard deviations", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false),
        NONE,
        new Words(
            "Cohen's d: how far the concept's scores are from those of random sets that play"
                + " concepts, in units of their spread.",
            "(mean of the concept's scores − mean of chance scores) / pooled standard deviation",
            "Cohen 1988, Statistical Power Analysis for the Behavioral Sciences",
            "as evidence: a concept's scores share its images, so that their spread is too small"
                + " and d too large."));
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

  private static Metric decodability() {
    return new Metric(
        "decodability",
        "linear decodability of the concept",
        CONCEPTS,
        VALUE,
        Scale.share("share of held-out examples"),
        HIGHER,
        new Words(
            "How well a linear classifier tells the study's own images with the concept from those"
                + " without by a layer's activations; 50 % is chance.",
            "accuracy of L2-penalised logistic regression on held-out examples, as many with the"
                + " concept as without",
            "Alain and Bengio 2017, Understanding intermediate layers using linear classifier"
                + " probes (arXiv:1610.01644)",
            "as use of the concept: what can be read out need not be used. Where the control task"
                + " is learned as well, the classifier may only have memorised; see selectivity."));
  }

  private static Metric controlAccuracy() {
    return new Metric(
        "control-accuracy",
        "accuracy on the control task",
        CONCEPTS,
        CONTEXT,
        Scale.share("share of held-out examples"),
        NONE,
        new Words(
            "How well the same classifier learns labels that were dealt to types of examples by"
                + " chance: what it can memorise.",
            "accuracy of the same classifier on the same held-out examples, for dealt labels",
            HEWITT,
            "where types are few: dealt labels can then resemble the concept."));
  }

  private static Metric selectivity() {
    return new Metric(
        "selectivity",
        "selectivity of the linear probe",
        CONCEPTS,
        CONTEXT,
        new Scale("difference of shares", -1, 1, true),
        HIGHER,
        new Words(
            "How much better the concept is read than the control task: near 0 the layer holds"
                + " enough to read anything, and the concept is nothing special in it.",
            "decodability − control accuracy",
            HEWITT,
            "alone: a layer that tells every type apart has none, although it knows the concept."));
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
