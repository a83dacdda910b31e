package org.heirloom.image;

/**
 * Which pixels of an enlarged map lie above a threshold, without the enlarged map itself.
 *
 * <p>Bilinear with half-pixel centres, as {@link Resize}. Interpolated values never exceed the
 * map's greatest, and where neighbours are equal they are exactly that.
 */
public final class Enlargement {
  private final int mapWidth;
  private final int height;
  private final int width;
  private final Axis rows;
  private final Axis columns;

  /** For every target position, the two source positions around it and the second one's weight. */
  private record Axis(int[] first, int[] second, float[] weight) {
    static Axis of(int from, int to) {
      Axis axis = new Axis(new int[to], new int[to], new float[to]);
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * from / to - 0.5;
        double inside = Math.max(0, Math.min(from - 1, centre));
        axis.first[i] = (int) inside;
        axis.second[i] = Math.min(from - 1, axis.first[i] + 1);
        axis.weight[i] = (float) (inside - axis.first[i]);
      }
      return axis;
    }
  }

  /**
   * From maps of one size to images of another.
   *
   * @throws IllegalArgumentException if the image is smaller than the map
   */
  public Enlargement(int mapHeight, int mapWidth, int height, int width) {
    if (height < mapHeight || width < mapWidth || mapHeight < 1 || mapWidth < 1) {
      throw new IllegalArgumentException(
          "a map of %dx%d does not grow to %dx%d".formatted(mapHeight, mapWidth, height, width));
    }
    this.mapWidth = mapWidth;
    this.height = height;
    this.width = width;
    this.rows = Axis.of(mapHeight, height);
    this.columns = Axis.of(mapWidth, width);
  }

  /** Rows of the image. */
  public int height() {
    return height;
  }

  /** Columns of the image. */
  public int width() {
    return width;
  }

  /**
   * The pixels strictly above a threshold.
   *
   * @param map row-major, of the map's size
   * @param words takes them as {@link PixelMask} does; must be zeros
   */
  public void above(float[] map, float threshold, long[] words) {
    float[] line = new float[mapWidth];
    for (int y = 0; y < height; y++) {
      if (mix(map, y, line) > threshold) {
        int pixel = y * width;
        for (int x = 0; x < width; x++, pixel++) {
          float left = line[columns.first[x]];
          float value = left + columns.weight[x] * (line[columns.second[x]] - left);
          if (value > threshold) {
            words[pixel >> 6] |= 1L << pixel;
          }
        }
      }
    }
  }

  /** One line of the map, mixed from two of its rows; returns the greatest value. */
  private float mix(float[] map, int y, float[] line) {
    int upper = rows.first[y] * line.length;
    int lower = rows.second[y] * line.length;
    float weight = rows.weight[y];
    float greatest = Float.NEGATIVE_INFINITY;
    for (int x = 0; x < line.length; x++) {
      float value = map[upper + x] + weight * (map[lower + x] - map[upper + x]);
      line[x] = value;
      greatest = Math.max(greatest, value);
    }
    return greatest;
  }
}
