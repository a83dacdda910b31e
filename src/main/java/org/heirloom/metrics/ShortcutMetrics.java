package org.heirloom.metrics;

import static org.heirloom.metrics.Family.BEHAVIOUR;
import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Direction.LOWER;
import static org.heirloom.metrics.Metric.Kind.CONTEXT;
import static org.heirloom.metrics.Metric.Kind.VALUE;

import java.util.List;
import org.heirloom.metrics.Metric.Scale;
import org.heirloom.metrics.Metric.Words;

/** How networks rely on a cue that has nothing to do with the class. */
final class ShortcutMetrics {
  private static final Scale DIFFERENCE = new Scale("share of test images", -1, 1, true);
  private static final String DONG =
      "Dong et al. 2017, Improving Interpretability of Deep Neural Networks with Semantic"
          + " Information (arXiv:1703.04096), who edit units by hand";

  private ShortcutMetrics() {}

  static List<Metric> all() {
    Metric reliance = reliance();
    return List.of(
        reliance,
        reliance.gap(
            "when the teacher itself does not rely on the cue: then there is nothing to inherit."),
        accuracy(),
        recovery(
            "edited-recovery",
            "recovery by unit editing",
            "How much accuracy on images with a conflicting cue returns when the units that carry"
                + " the cue are switched off.",
            "accuracy on conflicting images with the units at 0 − with all units; units and their"
                + " number chosen on the other half of the images, by the activation's difference"
                + " between agreeing and conflicting images",
            "when random units do the same (edited-recovery-random), or when accuracy without any"
                + " cue falls by as much: the report says both."),
        recovery(
            "edited-recovery-random",
            "recovery by switching off random units",
            "What edited-recovery comes to with as many random units: its null.",
            "mean over random sets of accuracy on conflicting images with the set at 0 − with all"
                + " units",
            "in narrow layers, where random units are often those of the cue."));
  }

  private static Metric reliance() {
    return new Metric(
        "shortcut-reliance",
        "reliance on the cue",
        BEHAVIOUR,
        VALUE,
        DIFFERENCE,
        LOWER,
        new Words(
            "How much more often the network is right when the cue agrees with the class than when"
                + " it conflicts, on the same creatures; 0 does not rely on it.",
            "mean over test images of [right with the agreeing cue] − [right with the conflicting"
                + " cue]; the two images differ in the cue alone",
            "Yang and Kim 2019, Benchmarking Attribution Methods with Relative Feature Importance"
                + " (BAM), for pairs that differ in one thing",
            "as the whole harm: a cue can make a network slower to learn what matters, and that"
                + " shows in accuracy without the cue."));
  }

  private static Metric accuracy() {
    return new Metric(
        "cue-accuracy",
        "accuracy by cue",
        BEHAVIOUR,
        CONTEXT,
        Scale.share("share of test images"),
        HIGHER,
        new Words(
            "Accuracy on the same creatures with the cue agreeing, conflicting or absent.",
            "mean of [largest logit is the label's]",
            "",
            "absent, if every training image had the cue: such images are new to the network."));
  }

  private static Metric recovery(
      String name, String title, String meaning, String formula, String distrust) {
    return new Metric(
        name,
        title,
        BEHAVIOUR,
        CONTEXT,
        DIFFERENCE,
        HIGHER,
        new Words(meaning, formula, DONG, distrust));
  }
}
