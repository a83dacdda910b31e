package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;

/** Activations that a test makes up, shown to probes block by block as a network would. */
final class Blocks {
  private final List<Example> examples;
  private final Map<String, double[][]> network;
  private final Map<String, double[][]> teacher;
  private final int side;

  private Blocks(
      List<Example> examples,
      Map<String, double[][]> network,
      Map<String, double[][]> teacher,
      int side) {
    this.examples = examples;
    this.network = network;
    this.teacher = teacher;
    this.side = side;
  }

  /**
   * Examples without meaning.
   *
   * @param network activations by layer, {@code [examples][units]}
   * @param teacher of the same examples
   */
  static Blocks of(Map<String, double[][]> network, Map<String, double[][]> teacher) {
    int n = network.values().iterator().next().length;
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      examples.add(example("e" + i, i % 2, Map.of()));
    }
    return new Blocks(examples, network, teacher, 1);
  }

  /** The same activations of the examples given. */
  Blocks with(List<Example> others) {
    return new Blocks(others, network, teacher, side);
  }

  /** With maps of side² positions, of which the mean is the activation. */
  Blocks spread(int positions) {
    return new Blocks(examples, network, teacher, positions);
  }

  static Example example(String id, int label, Map<String, Double> factors) {
    return new Example(id, label, "all", new Pixels(2, 2, 3, new byte[12]), factors, Map.of());
  }

  /** Shows everything, in blocks of one size. */
  void show(Probe probe, int size) {
    for (int pass = 0; pass < probe.passes(); pass++) {
      for (int from = 0; from < examples.size(); from += size) {
        int to = Math.min(examples.size(), from + size);
        probe.see(
            pass,
            seen(network, from, to),
            probe.wantsTeacher() ? Optional.of(seen(teacher, from, to)) : Optional.empty());
      }
    }
  }

  private Seen seen(Map<String, double[][]> activations, int from, int to) {
    List<Example> shown = examples.subList(from, to);
    Map<String, double[][]> pooled = new LinkedHashMap<>();
    Map<String, Array> maps = new LinkedHashMap<>();
    activations.forEach(
        (layer, rows) -> {
          double[][] part = Arrays.copyOfRange(rows, from, to);
          pooled.put(layer, part);
          maps.put(layer, map(part));
        });
    int classes = 1 + examples.stream().mapToInt(Example::label).max().orElseThrow();
    float[] logits = new float[classes * shown.size()];
    for (int i = 0; i < shown.size(); i++) {
      logits[classes * i + shown.get(i).label()] = 1;
    }
    return new Seen(
        shown,
        new Array(logits, shown.size(), classes),
        new Representations(shown.stream().map(Example::id).toList(), pooled),
        maps);
  }

  private Array map(double[][] rows) {
    int units = rows[0].length;
    float[] values = new float[rows.length * side * side * units];
    int at = 0;
    for (double[] row : rows) {
      for (int position = 0; position < side * side; position++) {
        // Higher in the upper half, with the same mean.
        double factor = side == 1 ? 1 : position < side * side / 2 ? 1.5 : 0.5;
        for (int u = 0; u < units; u++) {
          values[at++] = (float) (factor * row[u]);
        }
      }
    }
    return new Array(values, rows.length, side, side, units);
  }

  /** Independent normal values. */
  static double[][] noise(int n, int units, long seed) {
    org.heirloom.RandomStream random = new Seed(seed).stream();
    double[][] rows = new double[n][units];
    for (double[] row : rows) {
      Arrays.setAll(row, u -> random.nextGaussian());
    }
    return rows;
  }
}
