package org.heirloom.metrics;

import static org.heirloom.metrics.Family.SALIENCY;
import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Direction.LOWER;
import static org.heirloom.metrics.Metric.Direction.NONE;
import static org.heirloom.metrics.Metric.Kind.CONTEXT;

import java.util.List;
import org.heirloom.metrics.Metric.Scale;
import org.heirloom.metrics.Metric.Words;

/** What saliency maps cost, and how well they are estimated. */
final class EffortMetrics {
  private EffortMetrics() {}

  static List<Metric> all() {
    return List.of(calls(), error(), fit());
  }

  private static Metric calls() {
    return new Metric(
        "explanation-calls",
        "passes of the network per map",
        SALIENCY,
        CONTEXT,
        new Scale("passes of one image", 0, Double.POSITIVE_INFINITY, false),
        NONE,
        new Words(
            "What one map of an explainer costs, whatever the machine.",
            "images that were put through the network for the map, plus images of which gradients"
                + " were taken",
            "",
            "as time: a gradient takes longer than a pass forward, and drawing masks or cutting"
                + " superpixels counts for nothing here."));
  }

  private static Metric error() {
    return new Metric(
        "explanation-error",
        "Monte-Carlo error of maps",
        SALIENCY,
        CONTEXT,
        new Scale("standard deviations of the map", 0, Double.POSITIVE_INFINITY, false),
        LOWER,
        new Words(
            "How much of a map is chance: 0 is exact, at 1 the map is no more than its noise. More"
                + " masks or samples lower it, four times as many to a half.",
            "root of the mean over pixels of the squared standard error, divided by the standard"
                + " deviation of the map over its pixels. SmoothGrad: from the variance of copies;"
                + " RISE: of blocks of masks; LIME: jackknife over tenths of the samples; local"
                + " distillation: half the difference of two halves of the neighbours",
            "",
            "as the map's distance from the truth: an explainer can be exact and wrong."));
  }

  private static Metric fit() {
    return new Metric(
        "explanation-fit",
        "fit of the local model",
        SALIENCY,
        CONTEXT,
        new Scale("R², share of variance", -1, 1, false),
        HIGHER,
        new Words(
            "How well the local linear model behind a map says what the network answers; low means"
                + " that the map describes little of the network.",
            "LIME: weighted R² of the regression over its own samples; local distillation: R² of the"
                + " class's probability on neighbours that were left out",
            "Ribeiro et al. 2016, Why Should I Trust You? (arXiv:1602.04938)",
            "as LIME's fidelity to new samples: its is measured on those that it was fitted to."));
  }
}
