package org.heirloom.report;

import org.heirloom.image.Pixels;

/** Images, and saliency maps over them, as PNG files of their own size. */
public final class MapPicture {
  private static final int OPAQUE = 255;

  private MapPicture() {}

  /** An image as it is. */
  public static byte[] of(Pixels image) {
    return Png.of(image);
  }

  /**
   * A map over its image: violet through orange to yellow where it is high, scaled by its own
   * maximum. A map that has nothing positive, or is the same everywhere, leaves the image as it is.
   *
   * @param map {@code [height * width]} of the image
   */
  public static byte[] over(Pixels image, float[] map) {
    int[] palette = Heatmap.palette();
    boolean shown = Heatmap.isShown(map);
    float max = 0;
    for (float value : map) {
      max = Math.max(max, value);
    }
    byte[] mixed = new byte[3 * map.length];
    for (int i = 0; i < map.length; i++) {
      int colour =
          shown ? palette[Math.round(Math.max(0, map[i]) / max * (palette.length - 1))] : 0;
      int alpha = colour >>> 24;
      for (int c = 0; c < 3; c++) {
        int under = image.bytes()[i * image.channels() + Math.min(c, image.channels() - 1)] & 0xff;
        int over = (colour >> (8 * (2 - c))) & 0xff;
        mixed[3 * i + c] = (byte) ((alpha * over + (OPAQUE - alpha) * under) / OPAQUE);
      }
    }
    return Png.of(new Pixels(image.height(), image.width(), 3, mixed));
  }
}
