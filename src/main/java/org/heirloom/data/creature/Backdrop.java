package org.heirloom.data.creature;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.data.creature.CreatureSettings.Cue;
import org.heirloom.data.creature.Layer.Bounds;
import org.heirloom.data.creature.Layer.Paint;
import org.heirloom.data.creature.Layer.Shape;

/** Everything that is not the creature, in coordinates of the image: [0, 1] right and down. */
final class Backdrop {
  private static final int GRID = 5;

  private Backdrop() {}

  /** The picture's ground: a pattern that covers everything. */
  static Paint ground(CreatureSettings settings, FactorValues factors, Seed seed) {
    RandomStream random = seed.stream();
    double hue = factors.get(Factor.BACKGROUND_HUE);
    int kind = factors.index(Factor.BACKGROUND);
    double saturation = 0.25;
    double value = random.nextDouble(0.4, 0.8);
    if (settings.cue() == Cue.BACKGROUND) {
      hue = factors.get(Factor.CUE) / settings.classes();
      kind = factors.index(Factor.CUE) % Factor.BACKGROUND.options().size();
      saturation = 0.55;
    }
    double[] middle = Hue.rgb(hue, saturation, value);
    Pattern pattern = pattern(kind, random);
    return (x, y, distance, rgb) -> {
      double factor = 1 + 0.2 * pattern.at(x, y);
      for (int c = 0; c < 3; c++) {
        rgb[c] = middle[c] * factor;
      }
    };
  }

  /** A pattern with values in [−1, 1]. */
  interface Pattern {
    double at(double x, double y);
  }

  private static Pattern pattern(int kind, RandomStream random) {
    double angle = random.nextDouble(0, 2 * Math.PI);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double frequency = random.nextDouble(3, 6);
    return switch (kind) {
      case 0 -> (x, y) -> 0;
      case 1 -> (x, y) -> (x - 0.5) * cos + (y - 0.5) * sin;
      case 2 -> (x, y) -> wave((x * cos + y * sin) * frequency);
      case 3 ->
          (x, y) -> wave((x * cos + y * sin) * frequency) * wave((y * cos - x * sin) * frequency);
      default -> clouds(random);
    };
  }

  /** A triangle wave of period 1 between −1 and 1. */
  private static double wave(double x) {
    return 1 - 4 * Math.abs(x - Math.floor(x + 0.5));
  }

  static Pattern clouds(RandomStream random) {
    double[] grid = new double[GRID * GRID];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = random.nextDouble(-1, 1);
    }
    return (x, y) -> {
      double column = x * (GRID - 1);
      double row = y * (GRID - 1);
      int c = Math.min(GRID - 2, (int) column);
      int r = Math.min(GRID - 2, (int) row);
      double above = mix(grid[r * GRID + c], grid[r * GRID + c + 1], column - c);
      double below = mix(grid[(r + 1) * GRID + c], grid[(r + 1) * GRID + c + 1], column - c);
      return mix(above, below, row - r);
    };
  }

  private static double mix(double a, double b, double t) {
    return a + t * (b - a);
  }

  /** Objects that lie about behind the creature. */
  static List<Layer> clutter(CreatureSettings settings, FactorValues factors, Seed seed) {
    RandomStream random = seed.stream();
    int most = (int) Math.round(settings.clutter() * Difficulty.CLUTTER_OBJECTS);
    int count = (int) (factors.get(Factor.CLUTTER) * (most + 1));
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      layers.add(object(random));
    }
    return layers;
  }

  private static Layer object(RandomStream random) {
    double cx = random.nextDouble();
    double cy = random.nextDouble();
    double r = random.nextDouble(Difficulty.CLUTTER_MIN, Difficulty.CLUTTER_MAX);
    int kind = random.nextInt(5);
    double[] colour =
        Hue.rgb(random.nextDouble(), random.nextDouble(0, 0.8), random.nextDouble(0.1, 1));
    Shape shape =
        switch (kind) {
          case 0 -> (x, y) -> Shapes.disc(x - cx, y - cy, r);
          case 1 -> (x, y) -> Shapes.box(x - cx, y - cy, r, r);
          case 2 -> (x, y) -> Shapes.trapezoid(x - cx, y - cy, 0, r, r);
          case 3 -> (x, y) -> Shapes.ring(x - cx, y - cy, r * 0.8, r * 0.3);
          default -> (x, y) -> Shapes.cross(x - cx, y - cy, r, r * 0.35);
        };
    return new Layer(null, shape, Layer.flat(colour), Bounds.around(cx, cy, r * 1.2));
  }

  /**
   * What stands in front of the creature, in its coordinates: nothing, a bar that runs roughly
   * along its height, or a disc that stays clear of the mouth. Neither can hide a part wholly.
   */
  static List<Layer> occluder(FactorValues factors, Seed seed) {
    RandomStream random = seed.stream();
    double lean = random.nextDouble(-0.4, 0.4);
    double cos = StrictMath.cos(lean);
    double sin = StrictMath.sin(lean);
    double x0 = random.nextDouble(-0.6, 0.6);
    double y0 = random.nextDouble(-0.8, 0.9);
    double cx = Math.abs(y0 - 0.1) < 0.4 && Math.abs(x0) < 0.4 ? x0 + 0.7 : x0;
    double[] colour = Hue.rgb(random.nextDouble(), 0.3, random.nextDouble(0.2, 0.8));
    Shape bar = (x, y) -> Math.abs((x - x0) * cos + (y - y0) * sin) - Difficulty.OCCLUDER_BAR;
    Shape disc = (x, y) -> Shapes.disc(x - cx, y - y0, Difficulty.OCCLUDER_DISC);
    return switch (factors.index(Factor.OCCLUDER)) {
      case 0 -> List.of();
      case 1 -> List.of(new Layer(null, bar, Layer.flat(colour), Bounds.around(0, 0, 4)));
      default ->
          List.of(
              new Layer(
                  null, disc, Layer.flat(colour), Bounds.around(cx, y0, Difficulty.OCCLUDER_DISC)));
    };
  }

  /** The tag in the corner, in front of everything. */
  static List<Layer> tag(CreatureSettings settings, FactorValues factors) {
    if (settings.cue() != Cue.CORNER) {
      return List.of();
    }
    double[] colour = Hue.rgb(factors.get(Factor.CUE) / settings.classes(), 0.9, 0.95);
    return List.of(
        new Layer(
            null,
            (x, y) -> Shapes.box(x - 0.1, y - 0.1, 0.07, 0.07),
            Layer.flat(colour),
            Bounds.around(0.1, 0.1, 0.1)));
  }
}
