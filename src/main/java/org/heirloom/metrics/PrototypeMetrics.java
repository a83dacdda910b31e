package org.heirloom.metrics;

import static org.heirloom.metrics.Family.BEHAVIOUR;
import static org.heirloom.metrics.Family.SALIENCY;
import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Direction.LOWER;
import static org.heirloom.metrics.Metric.Direction.NONE;
import static org.heirloom.metrics.Metric.Kind.CONTEXT;
import static org.heirloom.metrics.Metric.Kind.VALUE;

import java.util.List;
import org.heirloom.metrics.Metric.Direction;
import org.heirloom.metrics.Metric.Scale;
import org.heirloom.metrics.Metric.Words;

/** Whether what networks of prototypes show can be trusted. */
final class PrototypeMetrics {
  private static final String HOFFMANN =
      "Hoffmann et al. 2021, This Looks Like That... Does it? (arXiv:2105.02968)";
  private static final Scale SHARE = Scale.share("share of images");
  private static final String ATTACKS =
      "as a bound: another attack may do more, and where gradients vanish this one does less.";
  private static final String CUE =
      "of other cues: compression is one, at one quality, and of the classes of odd index.";

  private PrototypeMetrics() {}

  static List<Metric> all() {
    Metric moved =
        new Metric(
            "prototype-moved",
            "prototypes moved to a wrong part",
            SALIENCY,
            VALUE,
            SHARE,
            LOWER,
            new Words(
                "How often a change that nobody sees makes the prototype that speaks loudest for the"
                    + " class find itself in another part of the object.",
                "share of images in which the prototype's greatest similarity lies inside the box of"
                    + " the part farthest from where it was, after projected gradient steps within ε"
                    + " in that box alone",
                HOFFMANN,
                ATTACKS));
    Metric vanished =
        new Metric(
            "prototype-vanished",
            "prototypes made to vanish",
            SALIENCY,
            VALUE,
            SHARE,
            LOWER,
            new Words(
                "How often a change that nobody sees leaves no place where the prototype that speaks"
                    + " loudest for the class finds itself.",
                "share of images in which at most half of the prototype's greatest similarity is"
                    + " left, after projected gradient steps within ε",
                HOFFMANN,
                ATTACKS));
    Metric accuracy =
        new Metric(
            "compression-accuracy",
            "accuracy by what compression says",
            BEHAVIOUR,
            VALUE,
            SHARE,
            HIGHER,
            new Words(
                "How often a network that learned where compression went with the class is right when"
                    + " it goes with it (mixed), is absent (clean), or speaks against it"
                    + " (conflicting).",
                "share of explained images that are classified right",
                HOFFMANN,
                CUE));
    Metric flip =
        new Metric(
            "explanation-flip",
            "explanations that compression flips",
            SALIENCY,
            VALUE,
            SHARE,
            LOWER,
            new Words(
                "How often an image is most like a prototype of another class once it is compressed.",
                "share of images whose most similar prototype stands for another class",
                HOFFMANN,
                CUE));
    return List.of(
        accuracy,
        accuracy.gap(CUE),
        flip,
        flip.gap(CUE),
        new Metric(
            "explanation-flip-alone",
            "explanations that flip under the same answer",
            SALIENCY,
            CONTEXT,
            SHARE,
            LOWER,
            new Words(
                "How often the most similar prototype stands for another class once the image is"
                    + " compressed, though the answer stays.",
                "by image; see \"explanation-flip\"",
                HOFFMANN,
                CUE)),
        moved,
        moved.gap(ATTACKS),
        vanished,
        vanished.gap(ATTACKS),
        context(
            "prototype-moved-by-noise",
            "prototypes moved by noise",
            LOWER,
            "How often noise of the same size in the same box does what the attack does: chance."),
        context(
            "prototype-similarity-left",
            "similarity left under attack",
            HIGHER,
            "What is left of the greatest similarity when the prototype is made to vanish."),
        context(
            "prototype-answer-kept",
            "answers kept under attack",
            NONE,
            "How often the network still gives the answer that it gave before; the subject is the"
                + " attack."));
  }

  private static Metric context(String name, String title, Direction direction, String meaning) {
    return new Metric(
        name,
        title,
        SALIENCY,
        CONTEXT,
        name.endsWith("left") ? new Scale("ratio", 0, Double.POSITIVE_INFINITY, false) : SHARE,
        direction,
        new Words(meaning, "by image; see \"prototype-moved\"", HOFFMANN, ATTACKS));
  }
}
