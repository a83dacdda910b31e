package org.heirloom.explain;

import java.util.List;
import org.heirloom.model.Array;

/**
 * What is to be explained: for each image, why a network gives it to a class.
 *
 * <p>To compare networks, all must explain the same class, by default the teacher's prediction.
 *
 * @param ids ids of the examples
 * @param images {@code [n, height, width, channels]} in [0, 1]
 * @param classes class index per image
 */
public record ExplainRequest(List<String> ids, Array images, int[] classes) {

  public ExplainRequest {
    ids = List.copyOf(ids);
    if (images.shape().length != 4
        || images.rows() != ids.size()
        || classes.length != ids.size()
        || ids.isEmpty()) {
      throw new IllegalArgumentException(
          "%d ids and %d classes for images %s".formatted(ids.size(), classes.length, images));
    }
  }

  /** Number of examples. */
  public int size() {
    return classes.length;
  }

  /** Height of the images in pixels. */
  public int height() {
    return Math.toIntExact(images.shape()[1]);
  }

  /** Width of the images in pixels. */
  public int width() {
    return Math.toIntExact(images.shape()[2]);
  }

  /** The image of one example, {@code [1, height, width, channels]}. */
  public Array image(int index) {
    long[] shape = images.shape().clone();
    shape[0] = 1;
    return new Array(images.row(index), shape);
  }
}
