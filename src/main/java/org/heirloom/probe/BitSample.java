package org.heirloom.probe;

import java.util.List;
import org.heirloom.image.PixelMask;

/**
 * Where units are active and where concepts are shown, in a few images, one behind the other.
 *
 * @param images how many
 * @param shape of maps and images
 * @param cells {@code [units][images × cells]}: whether a unit is active at a position of its map
 * @param units {@code [units][images × words]}: where it is, once enlarged to the image
 * @param concepts {@code [concepts][images × words]}; all zeros in images that do not show one
 */
record BitSample(int images, Shape shape, boolean[][] cells, long[][] units, long[][] concepts) {

  /** Sizes in positions and pixels. */
  record Shape(int mapHeight, int mapWidth, int height, int width) {
    int cells() {
      return mapHeight * mapWidth;
    }

    int words() {
      return PixelMask.wordCount(height * width);
    }
  }

  /**
   * One image.
   *
   * @param cells {@code [units][cells]}
   * @param units {@code [units][words]}
   * @param concepts by index
   */
  record Shot(boolean[][] cells, long[][] units, List<long[]> concepts) {}

  /** Puts images one behind the other. */
  static BitSample of(Shape shape, int units, int concepts, List<Shot> shots) {
    boolean[][] cells = new boolean[units][shots.size() * shape.cells()];
    long[][] active = new long[units][shots.size() * shape.words()];
    long[][] shown = new long[concepts][shots.size() * shape.words()];
    for (int i = 0; i < shots.size(); i++) {
      Shot shot = shots.get(i);
      for (int u = 0; u < units; u++) {
        System.arraycopy(shot.cells[u], 0, cells[u], i * shape.cells(), shape.cells());
        System.arraycopy(shot.units[u], 0, active[u], i * shape.words(), shape.words());
      }
      for (int c = 0; c < concepts; c++) {
        System.arraycopy(shot.concepts.get(c), 0, shown[c], i * shape.words(), shape.words());
      }
    }
    return new BitSample(shots.size(), shape, cells, active, shown);
  }

  /** Whether a unit is active nowhere. */
  boolean isSilent(int unit) {
    return PixelMask.count(units[unit]) == 0;
  }

  /** Whether a concept fills all images, so that there is nothing to tell it from. */
  boolean isEverywhere(int concept) {
    return PixelMask.count(concepts[concept]) == (long) images * shape.height() * shape.width();
  }

  /** In how many images a concept is shown. */
  int shows(int concept) {
    int count = 0;
    for (int i = 0; i < images; i++) {
      boolean any = false;
      for (int w = 0; w < shape.words(); w++) {
        any |= concepts[concept][i * shape.words() + w] != 0;
      }
      count += any ? 1 : 0;
    }
    return count;
  }

  /** Intersection over union of two sets of pixels; 0 if both are empty. */
  static double iou(long[] a, long[] b) {
    long both = 0;
    long either = 0;
    for (int i = 0; i < a.length; i++) {
      both += Long.bitCount(a[i] & b[i]);
      either += Long.bitCount(a[i] | b[i]);
    }
    return either == 0 ? 0 : both / (double) either;
  }
}
