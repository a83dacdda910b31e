package org.heirloom.metrics;

import static org.heirloom.metrics.Family.REPRESENTATION;
import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Direction.NONE;
import static org.heirloom.metrics.Metric.Kind.COMPARISON;
import static org.heirloom.metrics.Metric.Kind.CONTEXT;
import static org.heirloom.metrics.Metric.Kind.VALUE;

import java.util.List;
import org.heirloom.metrics.Metric.Scale;
import org.heirloom.metrics.Metric.Words;

/** What layers tell of the causes of an image, in bits. */
final class InformationMetrics {
  private static final String INCE =
      "Ince et al. 2017, A statistical framework for neuroimaging data analysis based on mutual"
          + " information estimated via a Gaussian copula (doi:10.1002/hbm.23471)";

  static final String XU =
      "Xu et al. 2018, Deeper Interpretability of Deep Networks (arXiv:1811.07807)";

  static final Scale BITS =
      new Scale(
          "bits; freed of bias, so slightly below 0 is possible",
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          false);

  private InformationMetrics() {}

  static List<Metric> all() {
    Metric information = information();
    return List.of(
        information,
        information.gap(
            "where the teacher tells no more than chance, and as praise: a student that tells more"
                + " of the background than its teacher has not gained."),
        informationKept(),
        profileCorrelation(),
        conditional(),
        redundancy(),
        redundancyKept(),
        commonSurprise(),
        coInformation(),
        unitInformation(),
        informativeUnits(),
        binnedInformation(),
        doubtfulUnits());
  }

  private static Metric information() {
    return new Metric(
        "information",
        "information about a cause",
        REPRESENTATION,
        VALUE,
        BITS,
        HIGHER,
        new Words(
            "How many bits a layer tells of the class or of a factor of the image: 1 bit halves"
                + " what is open about it.",
            "mutual information of the cause and the layer's first principal components, fitted on"
                + " other examples: of numbers by the Gaussian copula, less bias; of values by one"
                + " Gaussian for each, adjusted for what shuffled values reach",
            INCE,
            "where it is flagged, since shuffled examples reach as much; as use: what a layer tells"
                + " need not matter for the answer; and where dependence neither rises nor falls:"
                + " read binned-information beside it."));
  }

  private static Metric informationKept() {
    return new Metric(
        "information-kept",
        "information kept",
        REPRESENTATION,
        COMPARISON,
        Scale.share("share of the teacher's bits"),
        HIGHER,
        new Words(
            "How much of what the teacher's layer tells of the causes the student's layer tells as"
                + " well; more than the teacher tells of one makes up for nothing.",
            "Σ min(student's bits, teacher's bits) / Σ teacher's bits over the causes of which the"
                + " teacher's layer tells more than chance",
            INCE,
            "as sameness: as many bits of a factor can stand in another form. Noise can only lower"
                + " it."));
  }

  private static Metric profileCorrelation() {
    return new Metric(
        "profile-correlation",
        "profile of information",
        REPRESENTATION,
        COMPARISON,
        new Scale("rank correlation", -1, 1, false),
        HIGHER,
        new Words(
            "Whether a student's layer tells most of the same causes of which its teacher's layer"
                + " tells most; 1 is the same order of causes.",
            "Spearman's correlation over causes of the bits that the layer of each tells",
            INCE,
            "with few causes, or where most tell nothing: their order is chance."));
  }

  private static Metric conditional() {
    return context(
        "conditional-information",
        "information beyond the class",
        BITS,
        new Words(
            "How many bits a layer tells of a factor if the class is known already; 0 for a factor"
                + " that the class fixes.",
            "mean over classes of the information of factor and layer within the class, by the"
                + " Gaussian copula with ranks within it; of values as an analysis of variance",
            INCE,
            "with few examples per class; it can exceed the factor's entropy, since classes are"
                + " taken for Gaussian."));
  }

  private static Metric redundancy() {
    return context(
        "redundancy",
        "information that matters for the answer",
        BITS,
        new Words(
            "How many bits factor and layer tell alike of the logits: what of the factor the layer"
                + " tells and the answer depends on.",
            "mean over classes (10 at most) of min(I(factor; logit), I(layer; logit))",
            "Barrett 2015 (doi:10.1103/PhysRevE.91.052802); in networks " + XU,
            "as proof that the layer's bits are the factor's: the lesser of both is the most that"
                + " can be alike. Read common-surprise beside it."));
  }

  private static Metric redundancyKept() {
    return new Metric(
        "redundancy-kept",
        "information that matters kept",
        REPRESENTATION,
        COMPARISON,
        Scale.share("share of the teacher's bits"),
        HIGHER,
        new Words(
            "How much of what causes and the teacher's layer tell alike of the teacher's logits,"
                + " causes and the student's layer tell alike of the student's.",
            "Σ min(student's redundancy, teacher's) / Σ teacher's over the causes of which the"
                + " teacher's layer tells more than chance",
            XU,
            "where the teacher's redundancies are small: a share of little is noise."));
  }

  private static Metric commonSurprise() {
    return context(
        "common-surprise",
        "information that matters, point by point",
        BITS,
        new Words(
            "The bits that factor and layer tell alike of the logits, counted only where both change"
                + " what is expected the same way.",
            "mean over classes of the expected local co-information where it and its three parts"
                + " have one sign, by draws from the fitted Gaussian",
            "Ince 2017, Measuring Multivariate Redundant Information with Pointwise Common Change"
                + " in Surprisal (doi:10.3390/e19070318)",
            "beyond two decimals: it is estimated from some thousand draws."));
  }

  private static Metric coInformation() {
    return context(
        "co-information",
        "redundancy less synergy",
        BITS,
        new Words(
            "Whether factor and layer tell the same of the logits (above 0) or more together than"
                + " each alone (below 0).",
            "mean over classes of I(factor; logit) + I(layer; logit) − I(factor, layer; logit)",
            INCE,
            "as interaction information, which is its negative in part of the literature."));
  }

  private static Metric unitInformation() {
    return context(
        "best-unit-information",
        "information of the best unit",
        BITS,
        new Words(
            "How many bits the one unit tells that tells most of a cause.",
            "maximum over units of the information of its normal scores and the cause, less bias",
            INCE,
            "as typical: it is the greatest of many, and so too high by chance."));
  }

  private static Metric informativeUnits() {
    return context(
        "informative-units",
        "units that tell of a cause",
        Scale.share("share of the layer's units"),
        new Words(
            "How many of a layer's units tell more of a cause than any unit tells of any cause when"
                + " examples are shuffled.",
            "share of units whose p is at most 1 − retain.confidence, by the greatest statistic over"
                + " all layers, units and causes",
            "Nichols and Holmes 2002, Nonparametric permutation tests for functional neuroimaging"
                + " (doi:10.1002/hbm.1058)",
            "beside another number of examples: with more of them more units pass."));
  }

  private static Metric binnedInformation() {
    return context(
        "binned-information",
        "information of the best unit, by bins",
        BITS,
        new Words(
            "How many bits the one unit tells that tells most of a cause, also where it neither rises"
                + " nor falls with it.",
            "maximum over units of the information of five equally filled bins of its values and the"
                + " cause (a number in five bins as well), less Miller and Madow's bias",
            "Paninski 2003, Estimation of entropy and mutual information"
                + " (doi:10.1162/089976603321780272)",
            "as small because bins are coarse: no more than log₂ 5 bits fit."));
  }

  private static Metric doubtfulUnits() {
    return context(
        "doubtful-units",
        "units without a rank",
        Scale.share("share of the layer's units"),
        new Words(
            "How many units never change, or have the same value for more than a tenth of the"
                + " examples: the former are left out, the latter count as active or not.",
            "share of such units",
            INCE,
            "as a fault: rectified units are often 0."));
  }

  private static Metric context(String name, String title, Scale scale, Words words) {
    return new Metric(name, title, REPRESENTATION, CONTEXT, scale, NONE, words);
  }
}
