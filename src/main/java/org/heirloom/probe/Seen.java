package org.heirloom.probe;

import java.util.List;
import java.util.Map;
import org.heirloom.data.Example;
import org.heirloom.model.Array;

/**
 * What one network showed on a block of examples. Rows of all arrays are the examples, in order.
 *
 * @param examples with their images, factors and masks
 * @param logits {@code [n, classes]}
 * @param pooled activations averaged over positions, by layer
 * @param maps activations themselves, {@code [n, height, width, channels]}, by layer
 */
public record Seen(
    List<Example> examples, Array logits, Representations pooled, Map<String, Array> maps) {

  /** Number of examples. */
  public int size() {
    return examples.size();
  }

  /** Positions and channels of a layer that {@link Probe#maps} named. */
  public Array map(String layer) {
    Array map = maps.get(layer);
    if (map == null) {
      throw new IllegalArgumentException("no maps of " + layer + " among " + maps.keySet());
    }
    return map;
  }
}
