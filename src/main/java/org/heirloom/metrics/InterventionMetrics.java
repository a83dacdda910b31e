package org.heirloom.metrics;

import static org.heirloom.metrics.Family.CONCEPTS;
import static org.heirloom.metrics.Family.REPRESENTATION;
import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Direction.NONE;
import static org.heirloom.metrics.Metric.Direction.ZERO;
import static org.heirloom.metrics.Metric.Kind.CONTEXT;
import static org.heirloom.metrics.Metric.Kind.VALUE;

import java.util.List;
import org.heirloom.metrics.Metric.Scale;
import org.heirloom.metrics.Metric.Words;

/** What single units cause and carry. */
final class InterventionMetrics {
  private static final Scale DROP = new Scale("balanced accuracy", -1, 1, true);
  private static final String BAU =
      "Bau et al. 2020, Understanding the role of individual units in a deep neural network"
          + " (PNAS 117)";

  private static final Scale IOU = new Scale("intersection over union", 0, 1, false);
  private static final String MU =
      "Mu and Andreas 2020, Compositional Explanations of Neurons (arXiv:2006.14032)";
  private static final String FONG = "Fong and Vedaldi 2018, Net2Vec (arXiv:1801.03454)";

  private static final String DONG =
      "Dong et al. 2017, Improving Interpretability of Deep Neural Networks with Semantic"
          + " Information (arXiv:1703.04096)";

  private InterventionMetrics() {}

  static List<Metric> all() {
    Metric drop = drop();
    Metric concepts = concepts();
    Metric composition = composition();
    Metric code = code();
    return List.of(
        drop,
        drop.gap(
            "ablation-drop-gap",
            ZERO,
            "between networks of different width: the same number of units is another share of the"
                + " layer."),
        randomDrop(),
        concepts,
        concepts.gap("between networks of different width, and where few concepts are readable."),
        labelKappa(),
        composition,
        composition.gap("between layers of different resolution: coarse maps fit masks less well."),
        compositionGain(),
        code,
        code.gap("between layers of different resolution: coarse maps fit masks less well."),
        codeGain(),
        codeUnits());
  }

  private static Metric drop() {
    return new Metric(
        "ablation-drop",
        "drop without the class's units",
        REPRESENTATION,
        VALUE,
        DROP,
        NONE,
        new Words(
            "How much worse a class is told apart when its k most important units of a layer are"
                + " switched off: large for few units means that the knowledge is concentrated.",
            "mean over classes of balanced accuracy with all units − with the k units at 0; units"
                + " ranked by the class's probability on one half of the examples, counted on the"
                + " other",
            BAU,
            "where as many random units do the same (ablation-drop-random; the row then has a flag),"
                + " or where the network is hardly better than chance and has nothing to lose. A unit"
                + " at 0 may be something that the network has never seen."));
  }

  private static Metric randomDrop() {
    return new Metric(
        "ablation-drop-random",
        "drop without random units",
        REPRESENTATION,
        CONTEXT,
        DROP,
        NONE,
        new Words(
            "What ablation-drop comes to with as many random units of the layer: its null.",
            "mean over random sets and classes of balanced accuracy with all units − with the set at"
                + " 0",
            BAU,
            "as zero damage: in narrow layers random units are often those that matter."));
  }

  private static Metric concepts() {
    return new Metric(
        "pdm-concepts",
        "concepts that units stand for",
        CONCEPTS,
        VALUE,
        Scale.share("share of the most that there could be"),
        HIGHER,
        new Words(
            "How many different concepts the units of a layer stand for, by prediction-difference"
                + " maximisation: each unit stands for the concept whose probability falls most"
                + " without it.",
            "different labels / min(units, concepts); a label is the concept with the largest mean"
                + " fall of a linear head's probability over held-out examples that show it, among"
                + " concepts told better than chance",
            DONG,
            "as use by the network: the heads are fitted by us. Every unit that heads use gets some"
                + " label, however small the fall."));
  }

  private static Metric labelKappa() {
    return new Metric(
        "label-kappa",
        "agreement of units' labels",
        CONCEPTS,
        CONTEXT,
        new Scale("none", -1, 1, false),
        HIGHER,
        new Words(
            "Whether prediction difference and network dissection name the same concept for the same"
                + " unit; 0 is chance.",
            "Cohen's kappa of both labels over units that have both; a dissected unit has one if it"
                + " is a detector",
            DONG,
            "as a test of either: the one asks what can be read without the unit, the other where"
                + " it is active. A part that every image shows is never a label of the first."));
  }

  private static Metric composition() {
    return new Metric(
        "composition-iou",
        "fit of formulas to units",
        CONCEPTS,
        VALUE,
        IOU,
        HIGHER,
        new Words(
            "How well formulas of concepts, such as (a OR b) AND NOT c, say where units are active.",
            "mean over units of the intersection over union of a unit's active pixels and its"
                + " formula's; formulas by beam search on one half of a sample, measured on the"
                + " other",
            MU,
            "as meaning: a formula says where a unit is active, not what it is for; long ones fit"
                + " anything."));
  }

  private static Metric compositionGain() {
    return new Metric(
        "composition-gain",
        "what formulas add to single concepts",
        CONCEPTS,
        CONTEXT,
        new Scale("intersection over union", -1, 1, false),
        HIGHER,
        new Words(
            "How much better a formula fits than the best single concept, on images that chose"
                + " neither; at most 0 if combinations explain nothing.",
            "mean over units of the formula's intersection over union − the concept's",
            MU,
            "below 0.01 or so: the longer search alone brings as much."));
  }

  private static Metric code() {
    return new Metric(
        "code-iou",
        "concepts in all units together",
        CONCEPTS,
        VALUE,
        IOU,
        HIGHER,
        new Words(
            "How well concepts are found in images from all units of a layer together, each of which"
                + " only counts as on or off.",
            "mean over concepts of the intersection over union of the concept's pixels and those"
                + " where a weighted sum of units is above a cut; fitted on one half of a sample,"
                + " measured on the other",
            FONG,
            "as use by the network: the weights are fitted by us. Large concepts, such as the"
                + " background, are easy."));
  }

  private static Metric codeGain() {
    return new Metric(
        "code-gain",
        "what all units add to the best one",
        CONCEPTS,
        CONTEXT,
        new Scale("intersection over union", -1, 1, false),
        NONE,
        new Words(
            "How distributed concepts are: how much better all units together find them than the"
                + " best unit alone.",
            "mean over concepts of the intersection over union of all units − that of the best unit",
            FONG,
            "where all units together find little: then there is no code to be distributed."));
  }

  private static Metric codeUnits() {
    return new Metric(
        "code-units",
        "units that a concept takes",
        CONCEPTS,
        CONTEXT,
        new Scale("units", 1, Double.POSITIVE_INFINITY, false),
        NONE,
        new Words(
            "How many of the strongest units find a concept nearly as well as all of them.",
            "mean over concepts of the smallest number tried (1, 2, 3, 4, 6, 8, 12, …) that reaches"
                + " 95 % of the intersection over union of all units",
            FONG,
            "between layers of different width, and where all units together find little."));
  }
}
