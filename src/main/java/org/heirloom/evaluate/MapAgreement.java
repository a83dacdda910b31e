package org.heirloom.evaluate;

import java.util.Arrays;
import org.heirloom.stats.Correlations;

/**
 * How alike two maps of one image are, whatever their scale.
 *
 * @param spearman Spearman's ρ over pixels with mid-ranks, in [−1, 1]
 * @param topShare expected share of the top tenth of one map's pixels that is in the other's top
 *     tenth, in [0, 1]
 * @param topIou the same two sets: intersection over union
 * @param ssim structural similarity of the maps scaled to [0, 1]
 * @param flag empty, or {@link Localisation#CONSTANT_MAP}: all values are NaN
 */
public record MapAgreement(
    double spearman, double topShare, double topIou, double ssim, String flag) {
  private static final double TOP = 0.1;

  /**
   * Compares two maps.
   *
   * @param a finite, row-major
   * @param b finite, as long as {@code a}
   * @param height rows
   */
  public static MapAgreement of(float[] a, float[] b, int height) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("maps of " + a.length + " and " + b.length + " pixels");
    }
    double[] x = unit(a);
    double[] y = unit(b);
    if (x.length == 0 || y.length == 0) {
      return new MapAgreement(
          Double.NaN, Double.NaN, Double.NaN, Double.NaN, Localisation.CONSTANT_MAP);
    }
    int count = Math.max(1, (int) Math.round(TOP * x.length));
    double common = common(x, y, count);
    return new MapAgreement(
        Correlations.spearman(x, y),
        common / count,
        common / (2 * count - common),
        Ssim.of(x, y, height),
        "");
  }

  /** The map scaled to [0, 1], or nothing if it is constant. */
  private static double[] unit(float[] map) {
    double least = map[0];
    double greatest = map[0];
    for (float value : map) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    if (least == greatest) {
      return new double[0];
    }
    double[] unit = new double[map.length];
    for (int i = 0; i < map.length; i++) {
      unit[i] = (map[i] - least) / (greatest - least);
    }
    return unit;
  }

  /**
   * Expected size of the intersection of the {@code count} greatest pixels of both, where tied
   * pixels are chosen at random and independently, so that large areas of zeros do not agree by
   * their order.
   */
  static double common(double[] x, double[] y, int count) {
    double[] chanceX = chances(x, count);
    double[] chanceY = chances(y, count);
    double common = 0;
    for (int i = 0; i < x.length; i++) {
      common += chanceX[i] * chanceY[i];
    }
    return common;
  }

  private static double[] chances(double[] values, int count) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double last = sorted[sorted.length - count];
    double above = Arrays.stream(values).filter(v -> v > last).count();
    double tied = Arrays.stream(values).filter(v -> v == last).count();
    return Arrays.stream(values)
        .map(v -> v > last ? 1 : v == last ? (count - above) / tied : 0)
        .toArray();
  }
}
