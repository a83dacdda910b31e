package org.heirloom.probe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gradients of unit length by layer and class; classes with too few images are left out. */
final class GradientTable {
  private final List<String> layers;
  private final Map<String, Map<String, double[][]>> byClass = new LinkedHashMap<>();
  private final Map<String, Representations> unscaled;

  GradientTable(TcavInput input) {
    layers = input.layers();
    unscaled = input.classes();
    input
        .classes()
        .forEach(
            (name, gradients) -> {
              if (gradients.size() >= TcavInput.FEWEST_CLASS_EXAMPLES) {
                byClass.put(name, units(gradients));
              }
            });
  }

  private Map<String, double[][]> units(Representations gradients) {
    Map<String, double[][]> units = new LinkedHashMap<>();
    for (String layer : layers) {
      units.put(
          layer,
          Arrays.stream(gradients.layer(layer)).map(Matrices::unit).toArray(double[][]::new));
    }
    return units;
  }

  List<String> layers() {
    return layers;
  }

  Iterable<String> classes() {
    return byClass.keySet();
  }

  boolean has(String className) {
    return byClass.containsKey(className);
  }

  double[][] of(String layer, String className) {
    return byClass.get(className).get(layer);
  }

  /** The same at their own lengths. */
  double[][] unscaled(String layer, String className) {
    return unscaled.get(className).layer(layer);
  }

  /** Whether the class's logit does not depend on the layer. */
  boolean isZero(String layer, String className) {
    return Arrays.stream(of(layer, className)).allMatch(row -> Matrices.norm(row) == 0);
  }

  /** The greatest number of images of a class. */
  int mostImages() {
    return byClass.values().stream()
        .flatMap(layer -> layer.values().stream())
        .mapToInt(rows -> rows.length)
        .max()
        .orElse(1);
  }
}
