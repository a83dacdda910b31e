package org.heirloom.metrics;

import static org.heirloom.metrics.Family.CONCEPTS;
import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Direction.NONE;
import static org.heirloom.metrics.Metric.Kind.COMPARISON;
import static org.heirloom.metrics.Metric.Kind.CONTEXT;
import static org.heirloom.metrics.Metric.Kind.VALUE;

import java.util.List;
import org.heirloom.metrics.Metric.Direction;
import org.heirloom.metrics.Metric.Kind;
import org.heirloom.metrics.Metric.Scale;
import org.heirloom.metrics.Metric.Words;

/** Which concepts single units of a layer see. */
final class DissectionMetrics {
  private static final String BAU = "Bau et al. 2017, Network Dissection (arXiv:1704.05796)";

  private static final String HAN =
      BAU
          + "; of distilled students: Han et al. 2023, On the Impact of Knowledge Distillation for"
          + " Model Interpretability (arXiv:2305.15734)";

  private static final String QUANTILE =
      "across quantiles: a unit that is active on 0.5 % of an image cannot cover a concept that"
          + " fills a tenth of it, so its IoU stays below 0.05.";

  private DissectionMetrics() {}

  static List<Metric> all() {
    Metric share = detectorShare();
    Metric coverage = coverage();
    Metric iou = conceptIou();
    return List.of(
        detectors(),
        share,
        share.gap(
            "where the null of one network is above the threshold and that of the other is below."),
        uniqueConcepts(),
        coverage,
        coverage.gap(
            "where layers have fewer units than there are concepts: then one unit more"
                + " or less moves it much."),
        iou,
        iou.gap(
            "for single concepts: the best of many units is picked, so that it is a little"
                + " high by chance, for wide layers more than for narrow ones."),
        kept(),
        gained(),
        overlap(),
        nullIou(),
        aboveNull(),
        state(
            "units-dead",
            "dead units",
            "Units that have the same value everywhere.",
            "share of units whose least and greatest activation are equal"),
        state(
            "units-saturated",
            "saturated units",
            "Units whose highest value fills more than the quantile; they count as active where they"
                + " reach it.",
            "share of units of which more positions than the quantile hold the greatest value"));
  }

  private static Metric detectors() {
    return of(
        "detectors",
        "number of concept detectors",
        CONTEXT,
        new Scale("units", 0, Double.POSITIVE_INFINITY, false),
        HIGHER,
        new Words(
            "How many units of a layer mark the pixels of some concept better than the threshold: the"
                + " count of the paper, which asks no null.",
            "units whose greatest intersection over union with a concept's masks, over all images"
                + " together, is above probe.dissection.threshold",
            HAN,
            "across layers of different width, and across quantiles."));
  }

  private static Metric detectorShare() {
    return of(
        "detector-share",
        "share of units that are concept detectors",
        VALUE,
        Scale.share("share of the layer's units"),
        HIGHER,
        new Words(
            "How many of a layer's units mark the pixels of some concept better than the threshold and"
                + " better than chance.",
            "share of units whose greatest intersection over union is above"
                + " probe.dissection.threshold and above null-iou",
            HAN,
            QUANTILE));
  }

  private static Metric uniqueConcepts() {
    return of(
        "unique-concepts",
        "number of concepts with a detector",
        CONTEXT,
        new Scale("concepts", 0, Double.POSITIVE_INFINITY, false),
        HIGHER,
        new Words(
            "How many different concepts have at least one unit that detects them.",
            "number of different best concepts of the units that detector-share counts",
            BAU,
            "across layers of different width: fewer units can hold fewer concepts."));
  }

  private static Metric coverage() {
    return of(
        "concept-coverage",
        "coverage of concepts by detectors",
        VALUE,
        Scale.share("share of the concepts that could have a detector"),
        HIGHER,
        new Words(
            "How many of the concepts that could have a detector of their own have one.",
            "unique-concepts / min(units, concepts)",
            BAU,
            QUANTILE));
  }

  private static Metric conceptIou() {
    return of(
        "concept-iou",
        "best match of a unit with the concept",
        VALUE,
        Scale.share("intersection over union"),
        HIGHER,
        new Words(
            "How well the unit that marks a concept's pixels best does so.",
            "greatest over units of Σ |active ∩ concept| / Σ |active ∪ concept|, sums over images",
            BAU,
            QUANTILE));
  }

  private static Metric kept() {
    return of(
        "concepts-kept",
        "detected concepts of the teacher that are kept",
        COMPARISON,
        Scale.share("share of the teacher's detected concepts"),
        HIGHER,
        new Words(
            "How many of the concepts of which the teacher has a detector the student has one of, too.",
            "|teacher's ∩ student's| / |teacher's|, of concepts with a detector",
            HAN,
            "without the label-only and the untrained students: some concepts, colours above all,"
                + " have detectors in any network."));
  }

  private static Metric gained() {
    return of(
        "concepts-gained",
        "detected concepts that the teacher lacks",
        CONTEXT,
        new Scale("concepts", 0, Double.POSITIVE_INFINITY, false),
        NONE,
        new Words(
            "How many concepts the student has a detector of and its teacher has none of.",
            "|student's without teacher's|, of concepts with a detector",
            HAN,
            "as an advantage: a concept just below the threshold in the teacher and just above it in"
                + " the student counts as gained."));
  }

  private static Metric overlap() {
    return of(
        "detector-overlap",
        "overlap of detected concepts with the teacher's",
        COMPARISON,
        Scale.share("Jaccard index"),
        HIGHER,
        new Words(
            "How alike the sets of concepts are of which teacher and student have detectors.",
            "|teacher's ∩ student's| / |teacher's ∪ student's|, of concepts with a detector",
            HAN,
            "where few concepts are detected: one more or less then moves it much."));
  }

  private static Metric nullIou() {
    return of(
        "null-iou",
        "match of units with other images' masks",
        CONTEXT,
        Scale.share("intersection over union"),
        NONE,
        new Words(
            "What a unit's best match reaches when concepts' masks belong to other images.",
            "99th percentile, over units and arrangements, of the greatest intersection over union",
            "",
            "as a floor for what training adds: it knows where concepts usually are, and untrained"
                + " students know the image's colours."));
  }

  private static Metric aboveNull() {
    return of(
        "units-above-null",
        "units that match a concept beyond chance",
        CONTEXT,
        Scale.share("share of the layer's units"),
        HIGHER,
        new Words(
            "How many units match some concept better than units do with masks of other images.",
            "share of units whose greatest intersection over union is above null-iou; one in a"
                + " hundred by chance",
            "",
            "as the number of detectors: with many images a match can be beyond chance and poor."));
  }

  private static Metric state(String name, String title, String meaning, String formula) {
    return of(
        name,
        title,
        CONTEXT,
        Scale.share("share of the layer's units"),
        NONE,
        new Words(
            meaning, formula, BAU, "as a fault: they are told, so that none is scored unseen."));
  }

  private static Metric of(
      String name, String title, Kind kind, Scale scale, Direction direction, Words words) {
    return new Metric(name, title, CONCEPTS, kind, scale, direction, words);
  }
}
