package org.heirloom.data.creature;

import java.util.List;
import java.util.Locale;

/**
 * A two-tone pattern of the plane with period 1, half light and half dark, so that its mean colour
 * does not tell it (plain is the middle tone).
 */
public enum Texture {
  STRIPES,
  DOTS,
  CHECKER,
  PLAIN,
  BARS,
  RINGS,
  SLANTS,
  GRID,
  ZIGZAG,
  BRICKS,
  CROSSES,
  WEDGES;

  private static final List<Texture> ALL = List.of(values());

  /** The texture that is value {@code index} of {@link Factor#TEXTURE}. */
  public static Texture of(int index) {
    return ALL.get(index);
  }

  /** Its name in factors and concepts. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * How light the pattern is at a point, in [0, 1].
   *
   * @param u to the right, in periods
   * @param v downwards, in periods
   * @param pixel size of a pixel in periods: edges are as soft as that
   */
  public double lightness(double u, double v, double pixel) {
    return switch (this) {
      case PLAIN -> 0.5;
      case STRIPES -> soft(wave(v), pixel);
      case BARS -> soft(wave(u), pixel);
      case SLANTS -> soft(wave((u + v) * 0.7071), pixel);
      case ZIGZAG -> soft(wave(v + 0.35 * Math.abs(wave(u * 0.8)) * 4), pixel);
      case CHECKER -> 0.5 + 2 * (soft(wave(u), pixel) - 0.5) * (soft(wave(v), pixel) - 0.5);
      case DOTS -> soft(0.4 - Math.sqrt(square(cell(u)) + square(cell(v))), pixel);
      case RINGS -> soft(wave(Math.sqrt(u * u + v * v)), pixel);
      case GRID -> soft(0.146 - Math.min(Math.abs(cell(u)), Math.abs(cell(v))), pixel);
      case BRICKS -> soft(bricks(u, v) - 0.0955, pixel);
      case CROSSES -> soft(crosses(cell(u), cell(v)), pixel);
      case WEDGES -> soft(0.5 * (cell(v) + 0.5) - Math.abs(cell(u)), pixel);
    };
  }

  private static double bricks(double u, double v) {
    double shift = Math.floor(v * 2) % 2 == 0 ? 0 : 0.5;
    return Math.min(0.5 - Math.abs(cell(u + shift)), (0.5 - Math.abs(cell(v * 2))) * 0.5);
  }

  private static double crosses(double u, double v) {
    double x = Math.abs(u);
    double y = Math.abs(v);
    return Math.max(Math.min(0.45 - x, 0.1716 - y), Math.min(0.1716 - x, 0.45 - y));
  }

  /** Distance to the nearest edge of stripes with period 1, positive where they are light. */
  private static double wave(double x) {
    return 0.25 - Math.abs(cell(x));
  }

  /** The position within its cell, in [−½, ½). */
  private static double cell(double x) {
    return x - Math.floor(x + 0.5);
  }

  private static double square(double x) {
    return x * x;
  }

  private static double soft(double distance, double pixel) {
    return Math.max(0, Math.min(1, 0.5 + distance / pixel));
  }
}
