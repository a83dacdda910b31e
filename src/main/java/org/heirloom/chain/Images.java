package org.heirloom.chain;

import java.util.List;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;

/** Images as arrays. */
final class Images {
  private Images() {}

  /** {@code [n, height, width, channels]} in [0, 1]. */
  static Array unit(List<Pixels> images) {
    Pixels first = images.get(0);
    float[] values = new float[images.size() * first.bytes().length];
    int at = 0;
    for (Pixels image : images) {
      for (byte b : image.bytes()) {
        values[at++] = (b & 0xff) / 255f;
      }
    }
    return new Array(values, images.size(), first.height(), first.width(), first.channels());
  }
}
