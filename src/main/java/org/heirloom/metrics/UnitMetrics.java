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
final class UnitMetrics {
  private static final Scale DROP = new Scale("balanced accuracy", -1, 1, true);
  private static final String BAU =
      "Bau et al. 2020, Understanding the role of individual units in a deep neural network"
          + " (PNAS 117)";

  private UnitMetrics() {}

  static List<Metric> all() {
    Metric drop = drop();
    Metric concepts = concepts();
    return List.of(
        drop,
        drop.gap(
            "ablation-drop-gap",
            ZERO,
            "between networks of different width: the same number of units is another share of the"
                + " layer."),
        randomDrop(),
        concepts,
        concepts.gap("between networks of different width, and where few concepts are readable."));
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
            "Dong et al. 2017, Improving Interpretability of Deep Neural Networks with Semantic"
                + " Information (arXiv:1703.04096)",
            "as use by the network: the heads are fitted by us. Every unit that heads use gets some"
                + " label, however small the fall."));
  }
}
