package org.heirloom.metrics;

import static org.heirloom.metrics.Family.BEHAVIOUR;
import static org.heirloom.metrics.Family.REPRESENTATION;
import static org.heirloom.metrics.InformationMetrics.BITS;
import static org.heirloom.metrics.InformationMetrics.XU;
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

/** What becomes of networks beyond what they were trained on, and what moves their answers. */
final class GeneralisationMetrics {
  private GeneralisationMetrics() {}

  static List<Metric> all() {
    Metric outside = outsideAccuracy();
    Metric over = overGeneralisation();
    return List.of(
        invariance(),
        invariancesKept(),
        outside,
        outside.gap("with few creatures: each is shown at every offset, so they are no more."),
        offsetAccuracy(),
        offsetInformation(),
        offsetRedundancy(),
        generalisationArea(),
        diagnosticInformation(),
        diagnosticProfile(),
        over,
        over.gap(
            "as better or worse: to go on naming an exaggerated creature can be a virtue or a"
                + " blindness."));
  }

  private static Metric invariance() {
    return context(
        REPRESENTATION,
        "invariance",
        "invariance beyond training",
        new Scale("share of the bits inside", 0, 2, true),
        new Words(
            "How much of what a layer tells of the class where a factor is as in training it still"
                + " tells where the factor lies beyond; 100 % is invariant.",
            "mean information about the class over bins outside the trained range / the same"
                + " inside, on the same creatures",
            XU,
            "where a layer tells little inside: a share of little is noise."));
  }

  private static Metric invariancesKept() {
    return new Metric(
        "invariances-kept",
        "invariances kept",
        REPRESENTATION,
        COMPARISON,
        Scale.share("share of the teacher's invariance"),
        HIGHER,
        new Words(
            "Whether a student's layer tells as much of the class beyond the trained range of a"
                + " factor, of what it tells inside, as its teacher's does.",
            "min(student's invariance, teacher's) / teacher's",
            XU,
            "alone: a student that tells little inside can keep all of it. Read"
                + " outside-accuracy-gap beside it."));
  }

  private static Metric outsideAccuracy() {
    return new Metric(
        "outside-accuracy",
        "accuracy beyond the trained range",
        BEHAVIOUR,
        VALUE,
        Scale.share("share of creatures and offsets"),
        HIGHER,
        new Words(
            "How often the right class is chosen where one factor lies beyond the range that"
                + " networks were trained on, and all else is as it was.",
            "mean over creatures and bins outside the trained range of [largest logit = label]",
            XU,
            "as a property of the network alone: how far beyond is asked, the generator decides."));
  }

  private static Metric offsetAccuracy() {
    return context(
        BEHAVIOUR,
        "offset-accuracy",
        "accuracy at an offset",
        Scale.share("share of creatures"),
        new Words(
            "How often the right class is chosen where one factor is set to a bin of its range.",
            "mean over creatures of [largest logit = label]",
            XU,
            "bin by bin: neighbours differ by chance."));
  }

  private static Metric offsetInformation() {
    return context(
        REPRESENTATION,
        "offset-information",
        "information about the class at an offset",
        BITS,
        new Words(
            "How many bits a layer tells of the class where one factor is set to a bin of its range.",
            "see \"information\"",
            XU,
            "bin by bin: neighbours differ by chance."));
  }

  private static Metric offsetRedundancy() {
    return context(
        REPRESENTATION,
        "offset-redundancy",
        "information that matters at an offset",
        BITS,
        new Words(
            "How many bits class and layer tell alike of the logits where one factor is set to a bin"
                + " of its range.",
            "see \"redundancy\"",
            XU,
            "bin by bin: neighbours differ by chance."));
  }

  private static Metric generalisationArea() {
    return new Metric(
        "generalisation-area",
        "area between generalisation curves",
        BEHAVIOUR,
        COMPARISON,
        Scale.share("share of creatures"),
        LOWER,
        new Words(
            "How far a student's accuracy is from its teacher's over the whole range of a factor,"
                + " whichever way; 0 is the same curve.",
            "mean over bins of |student's accuracy − teacher's accuracy|",
            XU,
            "when it is small and both fail: then they have the same limits."));
  }

  private static Metric diagnosticInformation() {
    return context(
        BEHAVIOUR,
        "diagnostic-information",
        "information of a factor about a logit",
        BITS,
        new Words(
            "How many bits a factor of creatures drawn at random tells of a class's logit: what"
                + " drives the answer.",
            "mutual information of factor and logit over random creatures that are seen alike, by"
                + " normal scores, less bias",
            XU,
            "where it is flagged, since shuffled creatures reach as much; and as the trained task:"
                + " most random creatures belong to no class."));
  }

  private static Metric diagnosticProfile() {
    return new Metric(
        "diagnostic-profile",
        "factors that drive the answers",
        BEHAVIOUR,
        COMPARISON,
        new Scale("rank correlation", -1, 1, false),
        HIGHER,
        new Words(
            "Whether the factors that drive a student's logits are those that drive its teacher's,"
                + " class by class; 1 is the same order.",
            "Spearman's correlation over classes and factors of diagnostic-information",
            XU,
            "with few factors that drive anything: the order of the rest is chance."));
  }

  private static Metric overGeneralisation() {
    return new Metric(
        "over-generalisation",
        "range of exaggeration",
        BEHAVIOUR,
        VALUE,
        new Scale("half widths of the trained range", 0, 3, false),
        ZERO,
        new Words(
            "How far a factor can be exaggerated before the class is no longer believed: 1 is the"
                + " end of the trained range, 3 the furthest that is tried.",
            "from the middle of the trained range outwards, the first crossing of mean probability"
                + " of the class below one half, mean of both directions",
            XU,
            "between the values tried, where it is a straight line's; and where the class is not"
                + " believed at the middle: it is 0 then."));
  }

  private static Metric context(
      Family family, String name, String title, Scale scale, Words words) {
    return new Metric(name, title, family, CONTEXT, scale, NONE, words);
  }
}
