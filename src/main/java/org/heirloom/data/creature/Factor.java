package org.heirloom.data.creature;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One cause of how a creature's picture looks, in the order in which drawings list them. */
public enum Factor {
  // What the creature is.
  HEAD(true, "round", "square", "triangle", "diamond"),
  EYES(true, "round", "bar", "cross", "single"),
  EARS(true, "antennae", "pointed", "round", "long"),
  TEXTURE(true, Stream.of(Texture.values()).map(Texture::label).toArray(String[]::new)),
  MOUTH(true, "line", "open", "teeth", "beak"),
  BODY(true, "oval", "box", "pear", "bell"),
  HUE(true, Stream.of(Hue.values()).map(Hue::label).toArray(String[]::new)),
  COAT(true, "light", "dark"),
  AGE(true, "young", "grown", "old", "ancient"),
  EXPRESSION(true, "frown", "neutral", "smile"),
  FREQUENCY(true, Difficulty.MIN_FREQUENCY, Difficulty.MAX_FREQUENCY),
  ORIENTATION(
      true, -Difficulty.TEXTURE_ORIENTATION_DEGREES, Difficulty.TEXTURE_ORIENTATION_DEGREES),
  PHASE(true, -0.5, 0.5),
  // How it is seen.
  X(false, -Difficulty.SHIFT, Difficulty.SHIFT),
  Y(false, -Difficulty.SHIFT / 2, Difficulty.SHIFT),
  SCALE(false, Difficulty.MIN_SCALE, Difficulty.MAX_SCALE),
  ROTATION(false, -Difficulty.ROTATION_DEGREES, Difficulty.ROTATION_DEGREES),
  YAW(false, -Difficulty.YAW_DEGREES, Difficulty.YAW_DEGREES),
  LIGHT_DIRECTION(false, 0, 360),
  LIGHT_STRENGTH(false, 0, Difficulty.LIGHT_STRENGTH),
  BRIGHTNESS(false, Difficulty.MIN_BRIGHTNESS, Difficulty.MAX_BRIGHTNESS),
  BACKGROUND(false, "flat", "slope", "stripes", "tiles", "clouds"),
  BACKGROUND_HUE(false, 0, 1),
  CLUTTER(false, 0, 1),
  OCCLUDER(false, "none", "bar", "disc"),
  CUE(false);

  private final boolean intrinsic;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> options;

  private final double low;
  private final double high;

  Factor(boolean intrinsic, String... values) {
    this.intrinsic = intrinsic;
    this.options = List.of(values);
    this.low = 0;
    this.high = values.length;
  }

  Factor(boolean intrinsic, double low, double high) {
    this.intrinsic = intrinsic;
    this.options = List.of();
    this.low = low;
    this.high = high;
  }

  /** Its name in examples and concepts, for example {@code light-direction}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it belongs to the creature, and not to how it is seen. */
  public boolean intrinsic() {
    return intrinsic;
  }

  /** Names of a categorical factor's values, by index; empty for a continuous one. */
  public List<String> options() {
    return options;
  }

  /** The lowest value of a continuous factor. */
  public double low() {
    return low;
  }

  /** The value below which a continuous factor stays. */
  public double high() {
    return high;
  }

  /** Whether it is a number that says how a creature is seen, and not what it is. */
  public boolean isSeen() {
    return !intrinsic && options.isEmpty() && low < high;
  }

  /** Factors that have named values and can be concepts. */
  public static List<Factor> categorical() {
    return Arrays.stream(Factor.values()).filter(f -> !f.options.isEmpty()).toList();
  }
}
