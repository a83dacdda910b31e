package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.DataException;

/**
 * One vector per example and layer: pooled activations, or gradients by them.
 *
 * @param ids of the examples
 * @param layers by name, in the network's order: {@code [n][channels]}, finite
 */
public record Representations(List<String> ids, Map<String, double[][]> layers) {

  /**
   * Checks the values.
   *
   * @throws DataException if one is not finite
   */
  public Representations {
    ids = List.copyOf(ids);
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
    for (Map.Entry<String, double[][]> layer : layers.entrySet()) {
      double[][] rows = layer.getValue();
      if (rows.length != ids.size()) {
        throw new IllegalArgumentException(
            "layer %s: %d vectors for %d examples"
                .formatted(layer.getKey(), rows.length, ids.size()));
      }
      for (int i = 0; i < rows.length; i++) {
        requireFinite(layer.getKey(), ids.get(i), rows[i]);
      }
    }
  }

  private static void requireFinite(String layer, String id, double[] row) {
    for (double value : row) {
      if (!Double.isFinite(value)) {
        throw new DataException(
            "layer %s, example %s: activations and gradients must be finite. Got %s."
                .formatted(layer, id, value));
      }
    }
  }

  /** Several of the same layers, one below the other. */
  static Representations concat(List<Representations> parts) {
    List<String> ids = new ArrayList<>();
    Map<String, List<double[]>> rows = new LinkedHashMap<>();
    for (Representations part : parts) {
      ids.addAll(part.ids);
      part.layers.forEach(
          (name, layer) ->
              rows.computeIfAbsent(name, n -> new ArrayList<>()).addAll(Arrays.asList(layer)));
    }
    Map<String, double[][]> layers = new LinkedHashMap<>();
    rows.forEach((name, layer) -> layers.put(name, layer.toArray(double[][]::new)));
    return new Representations(ids, layers);
  }

  /** Some of the examples, from the one index up to but without the other. */
  Representations between(int from, int to) {
    Map<String, double[][]> part = new LinkedHashMap<>();
    layers.forEach((name, rows) -> part.put(name, Arrays.copyOfRange(rows, from, to)));
    return new Representations(ids.subList(from, to), part);
  }

  /** Number of examples. */
  public int size() {
    return ids.size();
  }

  /** The vectors of one layer. */
  public double[][] layer(String name) {
    double[][] rows = layers.get(name);
    if (rows == null) {
      throw new IllegalArgumentException("no layer " + name + " among " + layers.keySet());
    }
    return rows;
  }
}
