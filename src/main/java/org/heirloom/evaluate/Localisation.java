package org.heirloom.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.metrics.Measured;

/**
 * How much of a map lies on the pixels that are known to matter.
 *
 * <p>Where pixels are equally salient, the expectation over their random order counts, so that a
 * uniform map scores the mask's share of the image and no order of pixels can help.
 *
 * @param pointing share of the most salient pixels that lie inside the mask, in [0, 1]
 * @param mass share of the positive saliency inside; NaN for a map without any
 * @param rank share of the |mask| most salient pixels inside, in [0, 1]
 * @param flag empty, or why a value is undefined or must not be trusted: {@link #EMPTY_MASK},
 *     {@link #CONSTANT_MAP}, {@link SaliencyMaps#EMPTY}, {@link #NO_POSITIVE}
 */
public record Localisation(double pointing, double mass, double rank, String flag) {
  /** Nothing in the image is known to matter: all values are NaN. */
  public static final String EMPTY_MASK = "empty-mask";

  /** All pixels are equally salient, so values are those of chance. */
  public static final String CONSTANT_MAP = "constant-map";

  /** No pixel speaks for the class: mass is NaN. */
  public static final String NO_POSITIVE = "no-positive-saliency";

  /**
   * Compares a map with a mask.
   *
   * @param map one finite value per pixel, row-major
   * @param mask one byte per pixel, not 0 where the pixel matters
   */
  public static Localisation of(float[] map, byte[] mask) {
    if (map.length != mask.length) {
      throw new IllegalArgumentException(
          "map of " + map.length + " pixels, mask of " + mask.length);
    }
    int inside = 0;
    for (byte pixel : mask) {
      inside += pixel != 0 ? 1 : 0;
    }
    if (inside == 0) {
      return new Localisation(Double.NaN, Double.NaN, Double.NaN, EMPTY_MASK);
    }
    return new Localisation(
        shareOfTop(map, mask, 1), mass(map, mask), shareOfTop(map, mask, inside), flag(map));
  }

  /**
   * What must be known of a map before its scores are believed: the explainer's own flag, or else
   * {@link SaliencyMaps#EMPTY}, {@link #CONSTANT_MAP} or {@link #NO_POSITIVE}; empty if nothing.
   */
  public static String flag(SaliencyMaps maps, int index) {
    String own = maps.flags().get(index);
    return own.isEmpty() ? flag(maps.values().row(index)) : own;
  }

  private static String flag(float[] map) {
    float least = map[0];
    float greatest = map[0];
    for (float value : map) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    if (least == greatest) {
      return greatest == 0 ? SaliencyMaps.EMPTY : CONSTANT_MAP;
    }
    return greatest <= 0 ? NO_POSITIVE : "";
  }

  private static double mass(float[] map, byte[] mask) {
    double all = 0;
    double within = 0;
    for (int i = 0; i < map.length; i++) {
      double positive = Math.max(0, map[i]);
      all += positive;
      within += mask[i] != 0 ? positive : 0;
    }
    return all == 0 ? Double.NaN : within / all;
  }

  /** Expected share of the {@code count} greatest values that lie inside, ties in random order. */
  private static double shareOfTop(float[] map, byte[] mask, int count) {
    float[] sorted = map.clone();
    Arrays.sort(sorted);
    float last = sorted[sorted.length - count];
    int above = 0;
    int aboveInside = 0;
    int tied = 0;
    int tiedInside = 0;
    for (int i = 0; i < map.length; i++) {
      int isInside = mask[i] != 0 ? 1 : 0;
      if (map[i] > last) {
        above++;
        aboveInside += isInside;
      } else if (map[i] == last) {
        tied++;
        tiedInside += isInside;
      }
    }
    return (aboveInside + (double) (count - above) * tiedInside / tied) / count;
  }

  /**
   * The values as measured ones: {@code pointing}, {@code relevance-mass}, {@code relevance-rank}.
   */
  public List<Measured> measured(String subject, String example) {
    List<Measured> values = new ArrayList<>();
    values.add(new Measured("pointing", subject, example, pointing, flag));
    values.add(new Measured("relevance-mass", subject, example, mass, flag));
    values.add(new Measured("relevance-rank", subject, example, rank, flag));
    return values;
  }
}
