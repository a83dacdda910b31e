package org.heirloom.metrics;

import static org.heirloom.metrics.Family.BEHAVIOUR;
import static org.heirloom.metrics.Family.SALIENCY;
import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Kind.COMPARISON;
import static org.heirloom.metrics.Metric.Kind.CONTEXT;
import static org.heirloom.metrics.Metric.Kind.VALUE;

import java.util.List;
import org.heirloom.metrics.Metric.Scale;
import org.heirloom.metrics.Metric.Words;

/** What survives when images go bad. */
final class SurvivalMetrics {
  private static final String HENDRYCKS =
      "Hendrycks and Dietterich 2019, Benchmarking Neural Network Robustness (arXiv:1903.12261)";
  private static final String MADRY =
      "Goodfellow et al. 2015 (arXiv:1412.6572); Madry et al. 2018 (arXiv:1706.06083)";
  private static final Scale SHARE = Scale.share("share of images");
  private static final Scale CORRELATION = new Scale("rank correlation", -1, 1, false);
  private static final String SYNTHETIC =
      "for other corruptions than those measured: a network can stand noise and fail in fog.";
  private static final String MASKING =
      "where accuracy stays high at the largest ε: then gradients are masked, and the attack"
          + " failed rather than the network stood.";

  private SurvivalMetrics() {}

  static List<Metric> all() {
    Metric corrupted =
        new Metric(
            "corrupted-accuracy",
            "accuracy on corrupted images",
            BEHAVIOUR,
            VALUE,
            SHARE,
            HIGHER,
            new Words(
                "How often a network is right about images that have gone bad.",
                "share of (image, corruption, severity) that is classified right",
                HENDRYCKS,
                SYNTHETIC));
    Metric attacked =
        new Metric(
            "attacked-accuracy",
            "accuracy under attack",
            BEHAVIOUR,
            VALUE,
            SHARE,
            HIGHER,
            new Words(
                "How often a network is right about images that were changed against it, by its own"
                    + " gradients, less than one sees.",
                "share of (image, ε) that is classified right after FGSM or ten steps of PGD",
                MADRY,
                MASKING));
    Metric map =
        new Metric(
            "corrupted-map",
            "likeness of maps of corrupted images",
            SALIENCY,
            VALUE,
            CORRELATION,
            HIGHER,
            new Words(
                "Whether a network still looks at the same places when the image has gone bad.",
                "mean over corruptions of Spearman's rank correlation of the map of the corrupted"
                    + " image with that of the clean one, same class",
                HENDRYCKS,
                "where the prediction changes: then the map has reason to change."));
    return List.of(
        corrupted,
        corrupted.gap(SYNTHETIC),
        new Metric(
            "corrupted-agreement",
            "agreement with the teacher on corrupted images",
            BEHAVIOUR,
            COMPARISON,
            SHARE,
            HIGHER,
            new Words(
                "How often student and teacher give the same answer to the same image that has gone"
                    + " bad.",
                "share of (image, corruption, severity) with the same first class",
                HENDRYCKS,
                "beside agreement on clean images of another role: compare with robust-agreement at"
                    + " severity 0.")),
        attacked,
        attacked.gap(MASKING),
        map,
        map.gap("for students whose maps of clean images already differ from the teacher's."),
        new Metric(
            "corrupted-map-agreement",
            "agreement of maps on corrupted images",
            SALIENCY,
            COMPARISON,
            CORRELATION,
            HIGHER,
            new Words(
                "Whether student and teacher look at the same places of an image that has gone"
                    + " bad.",
                "mean over corruptions of Spearman's rank correlation of their maps, same class",
                HENDRYCKS,
                "without map-agreement on clean images beside it.")),
        context(
            "robust-accuracy",
            "accuracy by severity",
            SHARE,
            "Whether an image is classified right at one severity; clean/0 is the image itself."),
        context(
            "robust-agreement",
            "agreement with the teacher by severity",
            SHARE,
            "Whether student and teacher give the same answer to the same changed image."),
        context(
            "robust-map",
            "likeness of maps by severity",
            CORRELATION,
            "How alike the map of a changed image is to that of the clean one."),
        context(
            "robust-map-agreement",
            "agreement of maps by severity",
            CORRELATION,
            "How alike the maps of student and teacher of the same changed image are."));
  }

  private static Metric context(String name, String title, Scale scale, String meaning) {
    return new Metric(
        name,
        title,
        name.contains("map") ? SALIENCY : BEHAVIOUR,
        CONTEXT,
        scale,
        HIGHER,
        new Words(
            meaning,
            "by image; subject corruption/severity or attack/ε in 1/255, before it the explainer"
                + " where there is one",
            HENDRYCKS,
            SYNTHETIC));
  }
}
