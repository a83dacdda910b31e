package org.heirloom.evaluate;

import org.heirloom.model.Array;

/** What maps of different images have in common, and what is left without it. */
final class MeanMap {
  private MeanMap() {}

  /**
   * The maps, each scaled to [0, 1], less the mean of all. A constant map is scaled to 0 and has no
   * part in what is left: it stays constant, so that it is flagged.
   *
   * @param maps {@code [n, height, width]}, finite
   */
  static Array removed(Array maps) {
    int pixels = maps.rowSize();
    double[] mean = new double[pixels];
    float[][] scaled = new float[maps.rows()][];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = unit(maps.row(i));
      for (int p = 0; p < pixels; p++) {
        mean[p] += (double) scaled[i][p] / scaled.length;
      }
    }
    float[] left = new float[maps.values().length];
    for (int i = 0; i < scaled.length; i++) {
      boolean constant = isZero(scaled[i]);
      for (int p = 0; p < pixels; p++) {
        left[i * pixels + p] = constant ? 0 : (float) (scaled[i][p] - mean[p]);
      }
    }
    return new Array(left, maps.shape());
  }

  private static float[] unit(float[] map) {
    float least = map[0];
    float greatest = map[0];
    for (float value : map) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    float[] unit = new float[map.length];
    for (int p = 0; p < unit.length && greatest > least; p++) {
      unit[p] = (map[p] - least) / (greatest - least);
    }
    return unit;
  }

  private static boolean isZero(float[] map) {
    for (float value : map) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
