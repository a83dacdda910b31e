package org.heirloom.data.creature;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.heirloom.data.creature.Layer.Bounds;
import org.heirloom.data.creature.Layer.Paint;
import org.heirloom.data.creature.Layer.Shape;

/**
 * The layers of one creature, from back to front, in its own coordinates: x right, y down, head
 * around (0, −0.2), body around (0, 0.62), height about 2.
 *
 * <p>Dark creatures have light lines and light ones dark lines, so that on average over a class
 * every pixel is grey: no sum of pixels tells what a face looks like.
 */
final class Anatomy {
  private static final double[] BLACK = {0.07, 0.07, 0.09};
  private static final double[] WHITE = {0.98, 0.98, 0.96};
  private static final double[] THROAT = {0.45, 0.05, 0.1};
  private static final double[] BEAK = {1.0, 0.6, 0.1};
  private static final double LINE = 0.075;
  private static final double HEAD_Y = -0.2;
  private static final double BODY_Y = 0.62;
  private static final double EYE_X = 0.27;
  private static final double EYE_Y = -0.3;
  private static final double MOUTH_Y = 0.1;

  private static final Bounds EARS = new Bounds(-0.95, -1.3, 0.95, -0.25);
  private static final Bounds BODY = new Bounds(-0.8, 0.15, 0.8, 1.1);
  private static final Bounds HEAD = new Bounds(-0.9, -0.9, 0.9, 0.5);
  private static final Bounds EYES = new Bounds(-0.65, -0.65, 0.65, 0.05);
  private static final Bounds MOUTH = new Bounds(-0.45, -0.2, 0.45, 0.4);

  private final FactorValues factors;
  private final double hue;
  private final boolean dark;
  private final double[] ink;
  private final double[] pale;
  private final double face;
  private final double pixel;

  private Anatomy(FactorValues factors, double pixel) {
    this.factors = factors;
    this.hue = Hue.of(factors.index(Factor.HUE)).turn();
    this.dark = factors.index(Factor.COAT) == 1;
    this.ink = dark ? WHITE : BLACK;
    this.pale = dark ? BLACK : WHITE;
    this.face = Difficulty.PARALLAX * StrictMath.sin(factors.radians(Factor.YAW));
    this.pixel = pixel;
  }

  /**
   * The layers to paint.
   *
   * @param removed parts to leave out
   * @param pixel size of a pixel in the creature's units
   */
  static List<Layer> layers(FactorValues factors, Set<Part> removed, double pixel) {
    Anatomy anatomy = new Anatomy(factors, pixel);
    List<Layer> layers = new ArrayList<>();
    layers.add(anatomy.ears());
    layers.add(anatomy.body());
    layers.add(anatomy.head());
    layers.add(anatomy.mouth());
    layers.add(anatomy.eyes());
    layers.removeIf(layer -> removed.contains(layer.owner()));
    return layers;
  }

  private Layer ears() {
    Shape side =
        switch (factors.index(Factor.EARS)) {
          case 0 ->
              (x, y) ->
                  Math.min(
                      Shapes.segment(x, y, new double[] {0.12, -0.4, 0.46, -0.98}, 0.055),
                      Shapes.disc(x - 0.46, y + 0.98, 0.17));
          case 1 ->
              (x, y) -> Shapes.trapezoid(x - 0.36 + 0.2 * (y + 0.82), y + 0.82, 0, 0.25, 0.32);
          case 2 -> (x, y) -> Shapes.disc(x - 0.58, y + 0.64, 0.29);
          default -> (x, y) -> Shapes.ellipse(x - 0.27, y + 0.76, 0.15, 0.46);
        };
    double[] colour = dark ? Hue.rgb(hue, 0.6, 0.4) : Hue.rgb(hue, 0.75, 0.72);
    return new Layer(
        Part.EARS,
        (x, y) -> side.distance(Math.abs(x), y),
        Layer.outlined(colour, ink, LINE),
        EARS);
  }

  private Layer head() {
    Shape shape =
        switch (factors.index(Factor.HEAD)) {
          case 0 -> (x, y) -> Shapes.disc(x, y - HEAD_Y, 0.58);
          case 1 -> (x, y) -> Shapes.box(x, y - HEAD_Y, 0.54, 0.5);
          case 2 -> (x, y) -> Shapes.trapezoid(x, y - HEAD_Y, 0.78, 0.1, 0.52);
          default -> (x, y) -> Shapes.diamond(x, y - HEAD_Y, 0.84, 0.66);
        };
    return new Layer(Part.HEAD, shape, skin(), HEAD);
  }

  /** The head's colour, with one more wrinkle for every age. */
  private Paint skin() {
    double[] colour = dark ? Hue.rgb(hue, 0.7, 0.27) : Hue.rgb(hue, 0.38, 0.97);
    double[] wrinkle = Hue.rgb(hue, 0.5, dark ? 0.52 : 0.72);
    int wrinkles = factors.index(Factor.AGE);
    return (x, y, distance, rgb) -> {
      double t = (y + 0.72) * 4.2;
      boolean line = t > 0 && t < wrinkles && t - Math.floor(t) > 0.65;
      Layer.copy(distance > -LINE ? ink : line ? wrinkle : colour, rgb);
    };
  }

  private Layer body() {
    Shape shape =
        switch (factors.index(Factor.BODY)) {
          case 0 -> (x, y) -> Shapes.ellipse(x, y - BODY_Y, 0.72, 0.44);
          case 1 -> (x, y) -> Shapes.box(x, y - BODY_Y, 0.6, 0.4);
          case 2 -> (x, y) -> Shapes.trapezoid(x, y - BODY_Y, 0.45, 0.76, 0.42);
          default -> (x, y) -> Shapes.trapezoid(x, y - BODY_Y, 0.76, 0.45, 0.42);
        };
    return new Layer(Part.BODY, shape, fur(), BODY);
  }

  private Paint fur() {
    Texture texture = Texture.of(factors.index(Factor.TEXTURE));
    double[] light = Hue.rgb(hue, 0.3, Difficulty.TONE_LIGHT);
    double[] dark = Hue.rgb(hue, 0.9, Difficulty.TONE_DARK);
    double scale = factors.get(Factor.FREQUENCY) / Difficulty.TEXTURE_PERIOD;
    double cos = StrictMath.cos(factors.radians(Factor.ORIENTATION)) * scale;
    double sin = StrictMath.sin(factors.radians(Factor.ORIENTATION)) * scale;
    double phase = factors.get(Factor.PHASE);
    return (x, y, distance, rgb) -> {
      double u = cos * x + sin * (y - BODY_Y) + phase;
      double v = cos * (y - BODY_Y) - sin * x + 0.62 * phase;
      double lightness = texture.lightness(u, v, pixel * scale);
      for (int c = 0; c < 3; c++) {
        rgb[c] = distance > -LINE ? ink[c] : dark[c] + lightness * (light[c] - dark[c]);
      }
    };
  }

  private Layer eyes() {
    int kind = factors.index(Factor.EYES);
    double side = kind == 3 ? 0 : EYE_X;
    Shape shape =
        switch (kind) {
          case 0 -> (x, y) -> Shapes.disc(x, y, 0.22);
          case 1 -> (x, y) -> Shapes.box(x, y, 0.22, 0.085);
          case 2 -> (x, y) -> Shapes.cross(x, y, 0.22, 0.075);
          default -> (x, y) -> Shapes.disc(x, y, 0.3);
        };
    Paint paint =
        switch (kind) {
          case 0 -> pupil(side, 0.1);
          case 1, 2 -> Layer.flat(ink);
          default -> pupil(side, 0.13);
        };
    return new Layer(
        Part.EYES, (x, y) -> shape.distance(Math.abs(x - face) - side, y - EYE_Y), paint, EYES);
  }

  /** A white eye with a black pupil, or the other way round, and no line around it. */
  private Paint pupil(double side, double radius) {
    return (x, y, distance, rgb) -> {
      double inner = Shapes.disc(Math.abs(x - face) - side, y - EYE_Y, radius);
      double covered = Math.max(0, Math.min(1, 0.5 - inner / pixel));
      for (int c = 0; c < 3; c++) {
        rgb[c] = pale[c] + covered * (ink[c] - pale[c]);
      }
    };
  }

  private Layer mouth() {
    double bend = factors.index(Factor.EXPRESSION) - 1.0;
    Shape shape =
        switch (factors.index(Factor.MOUTH)) {
          case 0 -> (x, y) -> Shapes.box(x, y, 0.28, 0.05);
          case 1 -> (x, y) -> Shapes.ellipse(x, y, 0.22, 0.13);
          case 2 -> (x, y) -> Shapes.box(x, y, 0.27, 0.1);
          default -> (x, y) -> Shapes.trapezoid(x, y, 0.2, 0, 0.15);
        };
    Paint paint =
        switch (factors.index(Factor.MOUTH)) {
          case 0 -> Layer.flat(ink);
          case 1 -> Layer.flat(THROAT);
          case 2 -> teeth();
          default -> Layer.flat(BEAK);
        };
    return new Layer(
        Part.MOUTH,
        (x, y) -> {
          double across = Math.min(1, Math.abs(x - face) / 0.28);
          return shape.distance(x - face, y - MOUTH_Y + bend * 0.11 * (across * across - 0.4));
        },
        paint,
        MOUTH);
  }

  private Paint teeth() {
    return (x, y, distance, rgb) -> {
      double t = (x - face) * 6 + 0.5;
      boolean gap = t - Math.floor(t) < 0.3;
      Layer.copy(gap ? ink : pale, rgb);
    };
  }
}
