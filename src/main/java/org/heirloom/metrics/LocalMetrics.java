package org.heirloom.metrics;

import static org.heirloom.metrics.Family.SALIENCY;
import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Direction.LOWER;
import static org.heirloom.metrics.Metric.Direction.NONE;
import static org.heirloom.metrics.Metric.Kind.COMPARISON;
import static org.heirloom.metrics.Metric.Kind.CONTEXT;
import static org.heirloom.metrics.Metric.Kind.VALUE;

import java.util.List;
import org.heirloom.metrics.Metric.Direction;
import org.heirloom.metrics.Metric.Kind;
import org.heirloom.metrics.Metric.Scale;
import org.heirloom.metrics.Metric.Words;

/** Local distillation: how well a linear student tells what a network answers around an image. */
final class LocalMetrics {
  private static final String DEEPVID = "Wang et al. 2019, DeepVID (doi:10.1109/TVCG.2019.2903943)";
  private static final String HELD_OUT =
      "on neighbours that the student has not seen; the subject names what it was fitted to and"
          + " whose neighbours judge";
  private static final String FLAGGED =
      "where it is flagged reconstruction-changes-answer: neighbours then lie around an image that"
          + " the network takes for another class.";

  private LocalMetrics() {}

  static List<Metric> all() {
    Metric linearity =
        metric(
            "local-linearity",
            "local linearity",
            VALUE,
            fit("R² of centred logits"),
            HIGHER,
            LINEAR);
    return List.of(
        linearity,
        linearity.gap(
            "as a loss: a network that is less linear around an image may be right there as well."),
        metric(
            "local-teacher-agreement",
            "agreement around images",
            COMPARISON,
            Scale.share("share of neighbours"),
            HIGHER,
            FOLLOWS),
        metric(
            "local-weights-agreement",
            "agreement of local weights",
            COMPARISON,
            new Scale("Pearson's r", -1, 1, false),
            HIGHER,
            WEIGHTS),
        metric(
            "local-agreement",
            "agreement of the local student",
            CONTEXT,
            Scale.share("share of neighbours"),
            HIGHER,
            AGREEMENT),
        metric("local-kl", "divergence of the local student", CONTEXT, nats(), LOWER, KL),
        metric(
            "local-logit-fit",
            "fit of the local student's logits",
            CONTEXT,
            fit("R² of centred logits"),
            HIGHER,
            LOGITS),
        metric(
            "local-probability-fit",
            "fit of the local student's probability",
            CONTEXT,
            fit("R² of a probability"),
            HIGHER,
            PROBABILITY),
        metric(
            "local-boundary-area",
            "local student near the boundary",
            CONTEXT,
            new Scale("area under the ROC curve", 0, 1, false),
            HIGHER,
            BOUNDARY),
        metric(
            "local-boundary-scale",
            "scale at which the boundary is met",
            CONTEXT,
            new Scale("standard deviations of the prior", 0, Double.POSITIVE_INFINITY, false),
            NONE,
            SCALE),
        metric(
            "reconstruction-error",
            "error of the reconstruction",
            CONTEXT,
            new Scale("of the range of values", 0, 1, false),
            LOWER,
            ERROR),
        metric(
            "reconstruction-kept",
            "answers that the reconstruction keeps",
            CONTEXT,
            Scale.share("share of images"),
            HIGHER,
            KEPT),
        metric(
            "reconstruction-kl",
            "what the reconstruction changes",
            CONTEXT,
            nats(),
            LOWER,
            CHANGED));
  }

  private static Scale fit(String unit) {
    return new Scale(unit, Double.NEGATIVE_INFINITY, 1, false);
  }

  private static Scale nats() {
    return new Scale("nats", 0, Double.POSITIVE_INFINITY, false);
  }

  private static Metric metric(
      String name, String title, Kind kind, Scale scale, Direction direction, Words words) {
    return new Metric(name, title, SALIENCY, kind, scale, direction, words);
  }

  private static final Words LINEAR =
      new Words(
          "How well a linear model of pixels says what the network answers to images around one.",
          "R² of logits, centred over classes, of the student of latent neighbours, "
              + "on latent"
              + " neighbours that it has not seen",
          DEEPVID,
          FLAGGED);

  private static final Words FOLLOWS =
      new Words(
          "Whether the student answers as its teacher does to images drawn around one.",
          "share of latent neighbours, the same for both, with the same class",
          DEEPVID,
          "as agreement on images: neighbours are as smooth as the autoencoder draws them.");

  private static final Words WEIGHTS =
      new Words(
          "Whether the same pixels speak for the class around an image, in student and teacher.",
          "Pearson's correlation over values of the weight images that local students of both have"
              + " for the class, of the same latent neighbours",
          DEEPVID,
          "where a local student is a bad fit: its weights then describe little of the network.");

  private static final Words AGREEMENT =
      new Words(
          "How often the local student answers as the network does.",
          "share of neighbours with the same class, " + HELD_OUT,
          DEEPVID,
          "where the network gives one class to nearly all neighbours: saying so is enough.");

  private static final Words KL =
      new Words(
          "How far the local student's probabilities are from the network's.",
          "mean KL(network ‖ local student), " + HELD_OUT,
          DEEPVID,
          FLAGGED);

  private static final Words LOGITS =
      new Words(
          "How much of what the network's logits do around an image the local student tells.",
          "1 − squared errors / squared deviations from the mean, of logits centred over classes, "
              + HELD_OUT,
          DEEPVID,
          FLAGGED);

  private static final Words PROBABILITY =
      new Words(
          "How much of what the explained class's probability does the local student tells; LIME"
              + " stands beside it.",
          "1 − squared errors / squared deviations from the mean, " + HELD_OUT,
          DEEPVID,
          "where the network is sure everywhere: there is next to nothing to tell.");

  private static final Words BOUNDARY =
      new Words(
          "Whether the local student knows on which side of the class's boundary a neighbour lies.",
          "area under the ROC curve of its probability of the class, among neighbours that the"
              + " network answers by a margin below 0.2; undefined (no-boundary) unless these lie on"
              + " both sides",
          DEEPVID,
          "of few neighbours: it says nothing of how many there were.");

  private static final Words SCALE =
      new Words(
          "How far images must be drawn from one until they lie on both sides of the boundary.",
          "the study's scale, or the first of three doublings at which some latent neighbours with a"
              + " margin below 0.2 lie on either side; undefined where none does",
          "",
          "as a distance between images: it is one of codes.");

  private static final Words ERROR =
      new Words(
          "How far the autoencoder's image of an example is from it.",
          "root of the mean squared difference over values",
          "Kingma and Welling 2014 (arXiv:1312.6114)",
          "as how it looks: a small mark that decides may be lost at a small error.");

  private static final Words KEPT =
      new Words(
          "Whether the network takes the reconstruction for what it takes the image for. Where it"
              + " does not, neighbours do not speak of this image.",
          "1 if both have the same class, else 0",
          DEEPVID,
          "as a fault of the network: reconstructions are blurred, and no network was trained on"
              + " them.");

  private static final Words CHANGED =
      new Words(
          "How much the network's answer to the reconstruction differs from that to the image.",
          "KL(answer to the image ‖ answer to the reconstruction)",
          DEEPVID,
          "as a fault of the network: reconstructions are blurred, and no network was trained on"
              + " them.");
}
