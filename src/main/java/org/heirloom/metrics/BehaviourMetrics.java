package org.heirloom.metrics;

import static org.heirloom.metrics.Family.BEHAVIOUR;
import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Direction.LOWER;
import static org.heirloom.metrics.Metric.Direction.NONE;
import static org.heirloom.metrics.Metric.Kind.COMPARISON;
import static org.heirloom.metrics.Metric.Kind.CONTEXT;
import static org.heirloom.metrics.Metric.Kind.VALUE;

import java.util.List;
import org.heirloom.metrics.Metric.Scale;
import org.heirloom.metrics.Metric.Words;

/** What networks answer. */
final class BehaviourMetrics {
  private static final Scale NATS = new Scale("nats", 0, Double.POSITIVE_INFINITY, false);
  private static final String STANTON =
      "Stanton et al. 2021, Does Knowledge Distillation Really Work? (arXiv:2106.05945)";

  private BehaviourMetrics() {}

  static List<Metric> all() {
    Metric accuracy = accuracy();
    Metric nll = nll();
    Metric brier = brier();
    Metric ece = ece();
    return List.of(
        accuracy,
        accuracy.gap(
            "when classes are very unequal: a rare class can be lost without a trace here."),
        agreement(),
        topAgreement(),
        sharedMistakes(),
        kl(),
        kappa(),
        ece,
        ece.gap("when bins hold few examples, or both networks are almost always right."),
        nll,
        nll.gap("when a handful of confident mistakes decides it: look at accuracy beside it."),
        brier,
        brier.gap("as a measure of calibration alone: it mixes calibration with accuracy."),
        parameters(),
        multiplyAdds(),
        loss());
  }

  private static Metric accuracy() {
    return new Metric(
        "accuracy",
        "accuracy",
        BEHAVIOUR,
        VALUE,
        Scale.share("share of test examples"),
        HIGHER,
        new Words(
            "How often the network's first choice is the right class.",
            "mean of [largest logit is the label's]; of equal logits the first counts",
            "",
            "as a sign that the student works like the teacher: two networks can be right equally"
                + " often on different examples and for different reasons."));
  }

  private static Metric agreement() {
    return new Metric(
        "agreement",
        "agreement with the teacher",
        BEHAVIOUR,
        COMPARISON,
        Scale.share("share of test examples"),
        HIGHER,
        new Words(
            "How often student and teacher choose the same class, right or wrong.",
            "mean of [student's largest logit = teacher's largest logit]",
            STANTON,
            "when both are nearly always right: then they agree without having anything in common."
                + " Read kappa beside it."));
  }

  private static Metric topAgreement() {
    return new Metric(
        "top-agreement",
        "agreement of the first few choices",
        BEHAVIOUR,
        COMPARISON,
        Scale.share("share of the classes chosen"),
        HIGHER,
        new Words(
            "How many of the teacher's likeliest classes are among the student's, in any order.",
            "mean of |the teacher's k likeliest ∩ the student's k likeliest| / k",
            STANTON,
            "where k is near the number of classes: by chance it is k / classes already."));
  }

  private static Metric sharedMistakes() {
    return new Metric(
        "shared-mistakes",
        "mistakes taken over from the teacher",
        BEHAVIOUR,
        COMPARISON,
        Scale.share("share of the examples on which the teacher is wrong"),
        NONE,
        new Words(
            "Where the teacher is wrong, how often the student gives the same wrong answer.",
            "mean of [student's largest logit = teacher's largest logit] over the teacher's"
                + " mistakes",
            STANTON,
            "without the label-only student's beside it: some images mislead every network."));
  }

  private static Metric kl() {
    return new Metric(
        "kl",
        "divergence from the teacher's probabilities",
        BEHAVIOUR,
        COMPARISON,
        NATS,
        LOWER,
        new Words(
            "How far the student's probabilities are from the teacher's, over all classes and not"
                + " only the first choice; 0 is equal.",
            "mean of Σ p_teacher · (ln p_teacher − ln p_student) at temperature 1",
            STANTON,
            "when a few examples with near-zero probabilities decide the mean."));
  }

  private static Metric kappa() {
    return new Metric(
        "kappa",
        "shared mistakes beyond chance",
        BEHAVIOUR,
        COMPARISON,
        new Scale("none", -1, 1, false),
        HIGHER,
        new Words(
            "Whether student and teacher err on the same examples, beyond what their accuracies"
                + " alone would bring: 1 on exactly the same, 0 as unrelated networks would.",
            "(observed − expected) / (1 − expected), where observed is the share of examples on"
                + " which both are right or both wrong, and expected is what independence gives."
                + " Rows hold each example's contribution; their mean is the value",
            "Geirhos et al. 2020, Beyond accuracy: error consistency (arXiv:2006.16736)",
            "when either network makes only a handful of mistakes: the interval is then too"
                + " narrow. Undefined where neither makes any."));
  }

  private static Metric ece() {
    return new Metric(
        "ece",
        "calibration error",
        BEHAVIOUR,
        VALUE,
        Scale.share("share, probability against frequency"),
        LOWER,
        new Words(
            "How far the network's confidence is from how often it is right; 0 means that of the"
                + " answers given with 80 % confidence, 80 % are right.",
            "Σ over 15 equal bins (lo, hi] of confidence of share of examples × |accuracy −"
                + " confidence|. Rows hold each example's contribution, the sign of its bin ×"
                + " (correct − confidence); their mean is the value",
            "Guo et al. 2017, On Calibration of Modern Neural Networks (arXiv:1706.04599)",
            "with few examples: it is biased upwards where bins are nearly empty, and its interval"
                + " is too narrow where a bin is almost perfectly calibrated."));
  }

  private static Metric nll() {
    return new Metric(
        "nll",
        "surprise at the label",
        BEHAVIOUR,
        VALUE,
        NATS,
        LOWER,
        new Words(
            "Negative log-likelihood: how little probability the network gives to the right class.",
            "mean of −ln p(label)",
            "",
            "when a handful of confident mistakes decides the mean."));
  }

  private static Metric brier() {
    return new Metric(
        "brier",
        "Brier score",
        BEHAVIOUR,
        VALUE,
        new Scale("squared probability", 0, 2, false),
        LOWER,
        new Words(
            "How far the probabilities are from the truth, all classes together.",
            "mean of Σ over classes of (p − [class is the label])²",
            "Brier 1950, Verification of forecasts expressed in terms of probability",
            "as a measure of calibration alone: it mixes calibration with accuracy."));
  }

  private static Metric parameters() {
    return new Metric(
        "parameters",
        "number of trained values",
        BEHAVIOUR,
        CONTEXT,
        new Scale("values", 0, Double.POSITIVE_INFINITY, false),
        NONE,
        new Words(
            "How large the network is.",
            "count of weights that training changes",
            "",
            "as a measure of speed or energy: those depend on the layers and the machine."));
  }

  private static Metric multiplyAdds() {
    return new Metric(
        "multiply-adds",
        "multiplications with addition for one image",
        BEHAVIOUR,
        CONTEXT,
        new Scale("multiply-adds", 0, Double.POSITIVE_INFINITY, false),
        NONE,
        new Words(
            "How much one prediction has to compute.",
            "Σ over convolutions and matrix products of output positions × weights, padding"
                + " included; floating point operations are twice as many",
            "",
            "as a measure of speed: memory traffic and small layers count for nothing here, and"
                + " depthwise convolutions are slower than their number says."));
  }

  private static Metric loss() {
    return new Metric(
        "loss",
        "training loss",
        BEHAVIOUR,
        CONTEXT,
        new Scale("depends on the method", 0, Double.POSITIVE_INFINITY, false),
        LOWER,
        new Words(
            "What training minimises: shows whether it went on learning.",
            "mean over an epoch's batches of the method's loss, without weight decay",
            "",
            "across methods: each has its own loss, and a lower one is no better student."));
  }
}
