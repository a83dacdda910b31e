package org.heirloom.data.creature;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.Seed;
import org.heirloom.data.creature.CreatureSettings.Cue;

/**
 * The generator: draws creature number {@code index}, or the same one with interventions.
 *
 * <p>A counterfactual has the same streams for everything that is not intervened on, so it differs
 * from the original only where the intervention shows. The last third of the examples is the test
 * split; there the cue never follows the class. Immutable and thread-safe.
 *
 * <p>Follows methods of BAM, CLEVR-XAI and FunnyBirds (parts, interventions, minimal sufficient
 * part sets) with drawings of our own.
 */
public final class Creatures {
  private static final int BACKGROUND = 0;
  private static final int OCCLUDER = 10;
  private static final int TAG = 11;

  private final CreatureSettings settings;
  private final Seed seed;
  private final ClassCode code;

  public Creatures(CreatureSettings settings, Seed seed) {
    this.settings = settings;
    this.seed = seed.child("creatures");
    this.code = ClassCode.of(settings.classes(), settings.singlePart());
  }

  /** What is drawn. */
  public CreatureSettings settings() {
    return settings;
  }

  /** What makes a class. */
  public ClassCode code() {
    return code;
  }

  /** Whether an example belongs to the test split. */
  public boolean isTest(int index) {
    return index >= settings.examples() - settings.examples() / 3;
  }

  /** The class of an example: every run of as many examples as classes has each class once. */
  public int label(int index) {
    int classes = settings.classes();
    int[] order = seed.child("labels").child(index / classes).stream().permutation(classes);
    return order[index % classes];
  }

  /** Draws one example. */
  public Drawing draw(int index) {
    return draw(index, List.of());
  }

  /**
   * Draws one example with interventions, applied in order.
   *
   * @throws IllegalArgumentException if a factor has no such value
   */
  public Drawing draw(int index, List<Intervention> interventions) {
    if (index < 0 || index >= settings.examples()) {
      throw new IllegalArgumentException(
          "index must be in 0.." + (settings.examples() - 1) + ", got " + index);
    }
    Plan plan = new Plan(label(index), factors(index), image(index));
    return draw(plan, interventions);
  }

  private Seed image(int index) {
    return seed.child("image").child(index);
  }

  /** The factors of an example, without drawing it. */
  FactorValues factors(int index) {
    Seed image = image(index);
    int label = label(index);
    FactorValues values = FactorValues.draw(settings, image);
    for (Map.Entry<Factor, Integer> entry : code.word(label).entrySet()) {
      values = values.with(entry.getKey(), entry.getValue());
    }
    if (!isTest(index)) {
      values = values.within(settings.trained());
    }
    boolean follows =
        settings.cue() != Cue.NONE
            && !isTest(index)
            && image.child("follow").stream().nextBoolean(settings.correlation());
    return follows ? values.with(Factor.CUE, label) : values;
  }

  /**
   * Draws a creature without regard to classes: every factor independent of every other one, but
   * for those that the interventions set.
   *
   * @param stream which one of endlessly many; has nothing to do with {@link #draw(int)}'s index
   */
  public Drawing drawFree(long stream, List<Intervention> interventions) {
    Seed image = seed.child("free").child(stream);
    return draw(new Plan(-1, FactorValues.draw(settings, image), image), interventions);
  }

  private record Plan(int label, FactorValues values, Seed image) {}

  private Drawing draw(Plan plan, List<Intervention> interventions) {
    FactorValues values = plan.values;
    Set<Part> removed = EnumSet.noneOf(Part.class);
    Seed background = plan.image.child("behind");
    for (Intervention intervention : interventions) {
      if (intervention instanceof Intervention.RemovePart remove) {
        removed.add(remove.part());
      } else if (intervention instanceof Intervention.SetFactor set) {
        values = values.with(set.factor(), checked(set));
      } else if (intervention instanceof Intervention.Exceed exceed) {
        values = values.with(exceed.factor(), amplified(exceed));
      } else if (intervention instanceof Intervention.ChangeBackground change) {
        background = plan.image.child("behind").child(change.variant());
        FactorValues other = FactorValues.draw(settings, background);
        for (Factor factor : List.of(Factor.BACKGROUND, Factor.BACKGROUND_HUE, Factor.CLUTTER)) {
          values = values.with(factor, other.get(factor));
        }
      }
    }
    Canvas canvas = new Canvas(settings.sizePixels());
    paint(canvas, new Scene(values, removed, background, plan.image));
    return new Drawing(
        plan.label,
        canvas.expose(light(values), settings.noise(), plan.image.child("noise").stream()),
        values.byLabel(),
        Collections.unmodifiableMap(canvas.masks(masks(plan.label, values))));
  }

  private static double amplified(Intervention.Exceed exceed) {
    Factor factor = exceed.factor();
    boolean number = factor.options().isEmpty() && factor.low() < factor.high();
    boolean edge = factor == Factor.YAW && Math.abs(exceed.value()) >= 90;
    if (!number || edge || !Double.isFinite(exceed.value())) {
      throw new IllegalArgumentException(factor.label() + " cannot be drawn at " + exceed.value());
    }
    return exceed.value();
  }

  private double checked(Intervention.SetFactor set) {
    Factor factor = set.factor();
    double high = factor == Factor.CUE ? settings.classes() : factor.high();
    boolean whole = factor.options().isEmpty() || set.value() == Math.rint(set.value());
    if (!(set.value() >= factor.low() && set.value() <= high && whole)
        || (set.value() == high && !factor.options().isEmpty())) {
      throw new IllegalArgumentException(factor.label() + " has no value " + set.value());
    }
    return set.value();
  }

  private record Scene(FactorValues values, Set<Part> removed, Seed background, Seed image) {}

  private void paint(Canvas canvas, Scene scene) {
    FactorValues values = scene.values;
    Canvas.View image = Canvas.View.image(settings.sizePixels());
    canvas.fill(Backdrop.ground(settings, values, scene.background.child("ground")), image);
    for (Layer layer : Backdrop.clutter(settings, values, scene.background.child("clutter"))) {
      canvas.paint(layer, image, BACKGROUND);
    }
    Canvas.View view = view(values);
    for (Layer layer : Anatomy.layers(values, scene.removed, 1 / view.unit())) {
      canvas.paint(shaded(layer, values), view, layer.owner().owner());
    }
    for (Layer layer : Backdrop.occluder(values, scene.image.child("occluder"))) {
      canvas.paint(layer, view, OCCLUDER);
    }
    for (Layer layer : Backdrop.tag(settings, values)) {
      canvas.paint(layer, image, TAG);
    }
  }

  private static Canvas.Light light(FactorValues values) {
    double strength = 2 * values.get(Factor.LIGHT_STRENGTH);
    double direction = values.radians(Factor.LIGHT_DIRECTION);
    return new Canvas.Light(
        values.get(Factor.BRIGHTNESS),
        strength * StrictMath.cos(direction),
        strength * StrictMath.sin(direction));
  }

  /** From pixels to the creature's coordinates: shift, turn, shrink, and shorten by the yaw. */
  private Canvas.View view(FactorValues values) {
    double size = settings.sizePixels();
    double unit = Difficulty.UNIT * values.get(Factor.SCALE) * size;
    double cos = StrictMath.cos(values.radians(Factor.ROTATION)) / unit;
    double sin = StrictMath.sin(values.radians(Factor.ROTATION)) / unit;
    double narrow = 1 / StrictMath.cos(values.radians(Factor.YAW));
    double cx = (0.5 + values.get(Factor.X)) * size;
    double cy = (0.5 + values.get(Factor.Y)) * size;
    return new Canvas.View(
        cos * narrow,
        sin * narrow,
        -(cos * cx + sin * cy) * narrow,
        -sin,
        cos,
        sin * cx - cos * cy,
        unit);
  }

  /** A part turned away from the viewer is darker on the side that is averted. */
  private static Layer shaded(Layer layer, FactorValues values) {
    double slope = Difficulty.YAW_SHADE * StrictMath.sin(values.radians(Factor.YAW));
    return new Layer(
        layer.owner(),
        layer.shape(),
        (x, y, distance, rgb) -> {
          layer.paint().paint(x, y, distance, rgb);
          double factor = Math.min(1.1, 0.95 + slope * x);
          for (int c = 0; c < 3; c++) {
            rgb[c] *= factor;
          }
        },
        layer.bounds());
  }

  private Map<String, List<Integer>> masks(int label, FactorValues values) {
    Map<String, List<Integer>> owners = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      owners.put("part/" + part.label(), List.of(part.owner()));
    }
    owners.put("background", List.of(BACKGROUND));
    if (values.index(Factor.OCCLUDER) > 0) {
      owners.put("occluder", List.of(OCCLUDER));
    }
    if (settings.cue() != Cue.NONE) {
      owners.put("cue", List.of(settings.cue() == Cue.CORNER ? TAG : BACKGROUND));
    }
    if (label >= 0) {
      owners.put("evidence", parts(code.evidence(label)));
      owners.put("relevant", parts(code.relevant()));
    }
    return owners;
  }

  private static List<Integer> parts(Collection<Factor> factors) {
    List<Integer> owners = new ArrayList<>();
    for (Factor factor : factors) {
      owners.add(ClassCode.part(factor).owner());
    }
    return owners;
  }
}
