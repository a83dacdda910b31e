package org.heirloom.data.creature;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is drawn.
 *
 * @param classes 2..12
 * @param examples how many there are
 * @param singlePart whether the body's texture alone tells the class; else a code over four parts
 *     does
 * @param cue what goes with the class in training without being part of it
 * @param correlation how often the cue follows the class in training examples, 0..1; otherwise, and
 *     always in test examples, it is drawn at random
 * @param clutter amount of objects in the background, 0..1
 * @param occlusion share of images with an occluder, 0..1
 * @param noise standard deviation of the sensor's noise, of the range 0..1
 * @param sizePixels side of the square images, at least 16
 * @param trained of some factors of how a creature is seen, the range within which examples of the
 *     train split lie; test examples lie in all of the factor's range
 */
public record CreatureSettings(
    int classes,
    int examples,
    boolean singlePart,
    Cue cue,
    double correlation,
    double clutter,
    double occlusion,
    double noise,
    int sizePixels,
    Map<Factor, Span> trained) {

  /** Something that has nothing to do with the class but may go with it. */
  public enum Cue {
    NONE,
    /** A coloured tag in the upper left corner. */
    CORNER,
    /** Pattern and hue of the background. */
    BACKGROUND
  }

  /** A part of a factor's range, both ends included. */
  public record Span(double low, double high) {

    /** Whether a value lies in it. */
    public boolean contains(double value) {
      return low <= value && value <= high;
    }
  }

  public CreatureSettings {
    EnumMap<Factor, Span> spans = new EnumMap<>(Factor.class);
    spans.putAll(trained);
    trained = Collections.unmodifiableMap(spans); // in the order of factors
    trained.forEach((factor, span) -> require(isPart(factor, span), factor.label(), span));
    require(classes >= 2 && classes <= ClassCode.MAX_CLASSES, "classes", classes);
    require(examples >= 1, "examples", examples);
    require(correlation >= 0 && correlation <= 1, "correlation", correlation);
    require(clutter >= 0 && clutter <= 1, "clutter", clutter);
    require(occlusion >= 0 && occlusion <= 1, "occlusion", occlusion);
    require(noise >= 0 && noise <= 1, "noise", noise);
    require(sizePixels >= 16, "sizePixels", sizePixels);
  }

  /** The same, with the whole range of every factor in training. */
  public CreatureSettings(
      int classes,
      int examples,
      boolean singlePart,
      Cue cue,
      double correlation,
      double clutter,
      double occlusion,
      double noise,
      int sizePixels) {
    this(
        classes,
        examples,
        singlePart,
        cue,
        correlation,
        clutter,
        occlusion,
        noise,
        sizePixels,
        Map.of());
  }

  /** Whether training can be limited to a part of a factor's range: a number, of how it is seen. */
  private static boolean isPart(Factor factor, Span span) {
    return factor.isSeen()
        && factor.low() <= span.low()
        && span.low() < span.high()
        && span.high() <= factor.high();
  }

  private static void require(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of range, got " + value);
    }
  }

  /** Eight classes told by parts, 32 pixels, the nuisances of the reference study, no cue. */
  public static CreatureSettings standard(int examples) {
    return new CreatureSettings(8, examples, false, Cue.NONE, 0, 0.5, 0.2, 0.04, 32);
  }

  /** The same at another size. */
  public CreatureSettings withSize(int pixels) {
    return new CreatureSettings(
        classes,
        examples,
        singlePart,
        cue,
        correlation,
        clutter,
        occlusion,
        noise,
        pixels,
        trained);
  }

  /** The same without a cue. */
  public CreatureSettings withoutCue() {
    return new CreatureSettings(
        classes, examples, singlePart, Cue.NONE, 0, clutter, occlusion, noise, sizePixels);
  }
}
