package org.heirloom.metrics;

import static org.heirloom.metrics.Family.CONCEPTS;
import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Kind.CONTEXT;
import static org.heirloom.metrics.Metric.Kind.VALUE;

import java.util.List;
import org.heirloom.metrics.Metric.Kind;
import org.heirloom.metrics.Metric.Scale;
import org.heirloom.metrics.Metric.Words;

/** What the best single unit of a layer goes along with. */
final class UnitMetrics {
  private static final String SELLAM =
      "Sellam et al. 2019, DeepBase: Deep Inspection of Neural Networks (arXiv:1808.04486)";

  private static final String DISTRUST =
      "as what the network uses: a unit can go along with a factor that changes no decision. One"
          + " unit says nothing of what several carry together.";

  private UnitMetrics() {}

  static List<Metric> all() {
    Metric correlation =
        metric(
            "correlation",
            VALUE,
            new Scale("Pearson's r", -1, 1, false),
            "How closely the layer's best unit follows the class or factor over images.",
            "Pearson's r of the unit's activation, averaged over positions, and the hypothesis");
    return List.of(
        correlation,
        correlation.gap("for units one by one: student and teacher have different units."),
        metric(
            "difference",
            CONTEXT,
            new Scale("standard deviations", -1000, 1000, false),
            "How much more active the layer's best unit is where the hypothesis holds.",
            "difference of the mean activations, in standard deviations of the unit"),
        metric(
            "information",
            CONTEXT,
            new Scale("bits; slightly below 0 is possible", -1, 1, false),
            "What it tells of the hypothesis that the layer's best unit is active.",
            "mutual information of [activation > 0] and the hypothesis, bias-corrected"),
        metric(
            "jaccard",
            CONTEXT,
            Scale.share("share of images"),
            "How far the images on which the best unit is active are those where the hypothesis"
                + " holds.",
            "images with both / images with either"));
  }

  private static Metric metric(
      String name, Kind kind, Scale scale, String meaning, String formula) {
    return new Metric(
        "unit-" + name,
        "best unit's " + name,
        CONCEPTS,
        kind,
        scale,
        HIGHER,
        new Words(
            meaning,
            formula
                + "; half of the images choose the unit and its sign, the other half give the value",
            SELLAM,
            DISTRUST));
  }
}
