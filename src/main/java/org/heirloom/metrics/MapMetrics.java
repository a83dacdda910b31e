package org.heirloom.metrics;

import static org.heirloom.metrics.Family.SALIENCY;
import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Direction.LOWER;
import static org.heirloom.metrics.Metric.Direction.NONE;
import static org.heirloom.metrics.Metric.Kind.CONTEXT;
import static org.heirloom.metrics.Metric.Kind.VALUE;

import java.util.List;
import org.heirloom.metrics.Metric.Direction;
import org.heirloom.metrics.Metric.Kind;
import org.heirloom.metrics.Metric.Scale;
import org.heirloom.metrics.Metric.Words;

/** Whether a map can be believed. */
final class MapMetrics {
  private static final String BHATT =
      "Bhatt et al. 2020, Evaluating and Aggregating Feature-based Explanations"
          + " (arXiv:2005.00631)";
  private static final String YEH =
      "Yeh et al. 2019, On the (In)fidelity and Sensitivity of Explanations (arXiv:1901.09392)";
  private static final String ADEBAYO =
      "Adebayo et al. 2018, Sanity Checks for Saliency Maps (arXiv:1810.03292)";
  private static final String COMPACT =
      "as a sign of truth: a single wrong pixel is as compact as a single right one.";
  private static final Scale CORRELATION = new Scale("rank correlation", -1, 1, false);
  private static final Scale POSITIVE =
      new Scale("ratio of distances", 0, Double.POSITIVE_INFINITY, false);

  private MapMetrics() {}

  static List<Metric> all() {
    Metric road = metric("road", "ROAD score", VALUE, difference(), HIGHER, ROAD);
    Metric parts =
        metric(
            "part-importance",
            "agreement with the parts' importance",
            VALUE,
            CORRELATION,
            HIGHER,
            PARTS);
    Metric faithful =
        metric(
            "faithfulness-correlation",
            "faithfulness correlation",
            VALUE,
            new Scale("Pearson's r", -1, 1, false),
            HIGHER,
            FAITHFUL);
    Metric infidelity =
        metric(
            "infidelity",
            "infidelity",
            VALUE,
            new Scale("share of the drops' square", 0, 1, false),
            LOWER,
            INFIDELITY);
    return List.of(
        road,
        road.gap(
            "when student and teacher differ in confidence: a less confident network has smaller"
                + " differences."),
        parts,
        parts.gap("for networks that use other parts: each map is held against its own network."),
        faithful,
        faithful.gap("alone: it falls with the interactions in a network as well as with its map."),
        infidelity,
        infidelity.gap("alone: it rises with the interactions in a network, whatever the map."),
        metric(
            "tied-pixels", "pixels that tie", CONTEXT, Scale.share("share of pixels"), NONE, TIED),
        metric("gini", "Gini coefficient of maps", CONTEXT, gini(), HIGHER, GINI),
        metric("entropy", "entropy of maps", CONTEXT, entropy(), LOWER, ENTROPY),
        metric(
            "mean-intensity",
            "mean intensity of maps",
            CONTEXT,
            new Scale("of the maximum", 0, 1, false),
            LOWER,
            INTENSITY),
        metric(
            "raw-intensity",
            "raw intensity of maps",
            CONTEXT,
            new Scale("the map's own unit", 0, Double.POSITIVE_INFINITY, false),
            NONE,
            RAW),
        metric("max-sensitivity", "maximum sensitivity", CONTEXT, POSITIVE, LOWER, SENSITIVITY),
        metric("lipschitz", "local Lipschitz constant", CONTEXT, POSITIVE, NONE, LIPSCHITZ),
        metric("sanity", "likeness after randomisation", CONTEXT, CORRELATION, LOWER, SANITY),
        metric(
            "randomisation-similarity",
            "likeness after each randomisation",
            CONTEXT,
            CORRELATION,
            LOWER,
            SIMILARITY),
        metric(
            "measure-agreement",
            "agreement of two measures",
            CONTEXT,
            CORRELATION,
            NONE,
            MEASURES));
  }

  private static Scale difference() {
    return new Scale("difference of probabilities", -1, 1, false);
  }

  private static Scale gini() {
    return new Scale("Gini coefficient", 0, 1, false);
  }

  private static Scale entropy() {
    return new Scale("nats", 0, Double.POSITIVE_INFINITY, false);
  }

  private static Metric metric(
      String name, String title, Kind kind, Scale scale, Direction direction, Words words) {
    return new Metric(name, title, SALIENCY, kind, scale, direction, words);
  }

  private static final Words ROAD =
      new Words(
          "How much sooner the network loses the class without the pixels that a map calls"
              + " important than without those that it calls unimportant.",
          "mean over shares of removed pixels of (probability without the least salient −"
              + " probability without the most salient); removed pixels are the weighted mean of"
              + " their neighbours, and a little noise",
          "Rong et al. 2022, ROAD (arXiv:2202.00449)",
          "for a class that a few small marks decide: their neighbours fill in something else, but"
              + " large areas fill in what was there. Compare with the random control.");

  private static final Words PARTS =
      new Words(
          "Whether the map gives most to those parts of the object without which the network loses"
              + " most.",
          "Spearman's rank correlation over visible parts of the map's sum over the part, dilated"
              + " by two pixels, and the drop of the class's logit when the scene is drawn without"
              + " the part",
          "Hesse et al. 2023, FunnyBirds (arXiv:2308.06248)",
          "per image: five parts have few orders. A small part can get no large sum; compare with"
              + " the edge control.");

  private static final Words FAITHFUL =
      new Words(
          "Whether the map's sum over a set of pixels goes along with the drop of the logit when"
              + " the set is removed.",
          "Pearson's correlation over random sets of pixels",
          BHATT,
          "where the network decides by combinations of pixels: no sum can tell them, however good"
              + " the map. Scattered sets mostly remove texture.");

  private static final Words INFIDELITY =
      new Words(
          "How much of the drops of the logit under random removal of pixels the map does not tell,"
              + " in whatever unit it comes; 0 tells all, 1 nothing.",
          "mean of (β × the map's sum over the set − drop)² / mean drop², with the scale β ≥ 0 that"
              + " suits the map best",
          YEH,
          "beside published values: those depend on the map's unit. Interactions between pixels"
              + " count against every map.");

  private static final Words TIED =
      new Words(
          "How many pixels a map cannot put in an order. Curves depend on how they are ordered.",
          "pixels that are exactly as salient as another one / pixels",
          "",
          "as a fault: superpixels, blocks and cut-off maps must tie.");

  private static final Words GINI =
      new Words(
          "How unequally a map is spread: 0 is the same everywhere, near 1 all in one pixel.",
          "Σ (2i − n − 1) |a|ᵢ / (n Σ |a|), absolute values ascending",
          "Chalasani et al. 2020, Concise Explanations (arXiv:1810.06583)",
          COMPACT);

  private static final Words ENTROPY =
      new Words(
          "How widely a map is spread: 0 is one pixel, ln n the same everywhere.",
          "−Σ p ln p with p = |a| / Σ |a|",
          BHATT,
          COMPACT);

  private static final Words INTENSITY =
      new Words(
          "How much of the image a map lights up, against its brightest pixel.",
          "mean |a| / max |a|",
          "Lee and Kim 2021, Sensors 21, 1280",
          COMPACT + " One bright pixel darkens the rest.");

  private static final Words RAW =
      new Words(
          "How much of the image a map lights up, in its own unit: of a mask between 0 and 1, the"
              + " share of the image that it shows.",
          "mean |a|",
          "",
          "between explainers: their units differ.");

  private static final Words SENSITIVITY =
      new Words(
          "How far a map moves under noise that does not change the prediction, as a share of the"
              + " map; 0 is not at all.",
          "max over changes of ‖E(x + δ) − E(x)‖ / ‖E(x)‖, δ uniform within the radius; changes of"
              + " the prediction are left out",
          YEH,
          "alone: a map that never moves scores best. The random control draws the same noise for"
              + " both and has 0.");

  private static final Words LIPSCHITZ =
      new Words(
          "How far a map moves for each step of the image, in the map's own unit.",
          "max over the same changes of ‖E(x + δ) − E(x)‖ / ‖δ‖",
          "Alvarez-Melis and Jaakkola 2018 (arXiv:1806.08049)",
          "between explainers: their units differ.");

  private static final Words SANITY =
      new Words(
          "How alike a map stays when what the network has learned is taken away layer by layer"
              + " from the top: near 0 it explains the network, near 1 the image.",
          "mean over the steps of the cascade of randomisation-similarity; the network as it was"
              + " trained is no step",
          ADEBAYO,
          "where maps share the image's outline: likeness stays above 0. Compare with the edge"
              + " control, which has 1.");

  private static final Words SIMILARITY =
      new Words(
          "How alike a map is to that of the same network with layers of random weights"
              + " (cascading from the top, or one alone), to that of a network trained on random"
              + " labels (label-only students, beside the control random-labels), or to that of"
              + " another class.",
          "Spearman's rank correlation of absolute values over pixels, same image; with /ssim"
              + " behind the subject the structural similarity",
          ADEBAYO,
          "for one layer alone: the layers behind were trained for another input.");

  private static final Words MEASURES =
      new Words(
          "Whether two measures put the explainers in the same order, image by image.",
          "Spearman's rank correlation over explainers, controls included, the better first",
          "Tomsett et al. 2020, Sanity Checks for Saliency Metrics (arXiv:1912.01451)",
          "with few explainers: three have six orders. Agreement on the controls alone says"
              + " little.");
}
