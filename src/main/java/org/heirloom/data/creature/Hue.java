package org.heirloom.data.creature;

import java.util.List;
import java.util.Locale;

/** A named hue. */
public enum Hue {
  RED(0),
  YELLOW(0.15),
  GREEN(0.34),
  CYAN(0.5),
  BLUE(0.63),
  MAGENTA(0.84);

  private static final List<Hue> ALL = List.of(values());

  private final double turn;

  Hue(double turn) {
    this.turn = turn;
  }

  /** The hue that is value {@code index} of {@link Factor#HUE}. */
  public static Hue of(int index) {
    return ALL.get(index);
  }

  /** Its name in factors and concepts. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its place on the colour circle, in [0, 1), from red by green to blue. */
  public double turn() {
    return turn;
  }

  /** A colour in [0, 1]³ by hue (any real, in turns), saturation and value. */
  static double[] rgb(double hue, double saturation, double value) {
    double h = (hue - Math.floor(hue)) * 6;
    double[] rgb = new double[3];
    double[] offsets = {5, 3, 1};
    for (int c = 0; c < 3; c++) {
      double k = (offsets[c] + h) % 6;
      double fall = Math.max(0, Math.min(1, Math.min(k, 4 - k)));
      rgb[c] = value * (1 - saturation * fall);
    }
    return rgb;
  }
}
