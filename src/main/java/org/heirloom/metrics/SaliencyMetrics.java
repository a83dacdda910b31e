package org.heirloom.metrics;

import static org.heirloom.metrics.Family.SALIENCY;
import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Direction.LOWER;
import static org.heirloom.metrics.Metric.Kind.COMPARISON;
import static org.heirloom.metrics.Metric.Kind.CONTEXT;
import static org.heirloom.metrics.Metric.Kind.VALUE;

import java.util.List;
import org.heirloom.metrics.Metric.Direction;
import org.heirloom.metrics.Metric.Scale;
import org.heirloom.metrics.Metric.Words;

/** Where networks look. */
final class SaliencyMetrics {
  private static final String RISE = "Petsiuk et al. 2018, RISE (arXiv:1806.07421)";
  private static final String ZHANG =
      "Zhang et al. 2018, Top-down Neural Attention by Excitation Backprop (arXiv:1608.00507)";
  private static final String ARRAS = "Arras et al. 2022, CLEVR-XAI (arXiv:2003.07258)";
  private static final String MASKS =
      "where the true mask is large: then chance hits it too; compare with the random control.";

  private SaliencyMetrics() {}

  static List<Metric> all() {
    Metric insertion = curve("insertion", "insertion score", HIGHER, INSERTION);
    Metric deletion = curve("deletion", "deletion score", LOWER, DELETION);
    Metric pointing = located("pointing", "pointing game", POINTING);
    Metric mass = located("relevance-mass", "relevance on the object", MASS);
    Metric rank = located("relevance-rank", "top pixels on the object", RANK);
    String confidence =
        "when student and teacher differ in confidence: a less confident network scores lower with"
            + " the same map.";
    return List.of(
        insertion,
        insertion.gap(confidence),
        deletion,
        deletion.gap(confidence),
        pointing,
        pointing.gap(MASKS),
        mass,
        mass.gap(MASKS),
        rank,
        rank.gap(MASKS),
        mapAgreement("map-agreement", "agreement of maps", COMPARISON, AGREEMENT),
        mapAgreement("map-ceiling", "noise ceiling of agreement of maps", CONTEXT, CEILING),
        mapAgreement("map-floor", "floor of agreement of maps", CONTEXT, FLOOR));
  }

  private static Metric curve(String name, String title, Direction direction, Words words) {
    Scale scale = new Scale("mean probability", 0, 1, false);
    return new Metric(name, title, SALIENCY, VALUE, scale, direction, words);
  }

  private static Metric located(String name, String title, Words words) {
    Scale scale = Scale.share("share");
    return new Metric(name, title, SALIENCY, VALUE, scale, HIGHER, words);
  }

  private static Metric mapAgreement(String name, String title, Metric.Kind kind, Words words) {
    Scale scale = new Scale("rank correlation", -1, 1, false);
    return new Metric(name, title, SALIENCY, kind, scale, HIGHER, words);
  }

  private static final Words INSERTION =
      new Words(
          "How soon the network recognises an image when the pixels that its map calls important"
              + " appear first: high means that they are what it needs.",
          "area under the probability of the explained class while pixels move from a blurred image"
              + " to the true one, most important first",
          RISE,
          "on its own: half-blurred images are unlike any that the network was trained on. Compare"
              + " with the random and edge controls.");

  private static final Words DELETION =
      new Words(
          "How long the network still recognises an image when the pixels that its map calls"
              + " important vanish first: low means that they were what it needed.",
          "area under the probability of the explained class while pixels move from the true image"
              + " to the substrate, most important first",
          RISE,
          "on its own: images with holes are unlike any that the network was trained on. Compare"
              + " with the random and edge controls.");

  private static final Words POINTING =
      new Words(
          "How often the map's peak lies on what truly tells the class.",
          "mean of [pixel of the largest value is in the true mask]; of tied peaks the fraction"
              + " inside counts",
          ZHANG,
          MASKS);

  private static final Words MASS =
      new Words(
          "How much of the map lies on what truly tells the class.",
          "sum of the map's positive part in the true mask / sum of its positive part",
          ARRAS,
          MASKS);

  private static final Words RANK =
      new Words(
          "How many of the map's top pixels lie on what truly tells the class.",
          "of the K largest pixels, where K is the size of the true mask, the share in it",
          ARRAS,
          MASKS);

  private static final Words AGREEMENT =
      new Words(
          "Whether student and teacher look at the same places of the same image for the same"
              + " class; 1 is the same order of all pixels, 0 unrelated.",
          "mean over images of Spearman's rank correlation over pixels; constant maps are left out"
              + " and counted",
          "Adebayo et al. 2018, Sanity Checks for Saliency Maps (arXiv:1810.03292)",
          "without its ceiling and floor: all networks look at the middle, so that maps of"
              + " unrelated images agree too.");

  private static final Words CEILING =
      new Words(
          "The agreement that maps of one and the same teacher reach when the image is changed by"
              + " less than anyone sees: more cannot be asked of a student.",
          "as map-agreement, of the teacher's maps of an image and of the same image under noise of"
              + " one grey level",
          "",
          "as a bound for what teachers of other seeds would reach: they may differ by more.");

  private static final Words FLOOR =
      new Words(
          "The agreement of maps that have nothing to do with each other: what a student reaches by"
              + " looking at the middle.",
          "as map-agreement, of the student's map with the teacher's map of another image",
          "",
          "where the images are all alike.");
}
