package org.heirloom.probe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.heirloom.Seed;
import org.heirloom.probe.InformationFinding.Units;
import org.heirloom.stats.InformationScan;
import org.heirloom.stats.MaxStatistic;

/**
 * What single units of all layers tell of all causes, each against the most that chance reaches.
 */
final class UnitTests {
  private final Map<String, InformationScan> layers;
  private final int causes;
  private final double level;
  private final MaxStatistic ranks;
  private final MaxStatistic bins;

  private UnitTests(
      Map<String, InformationScan> layers, int causes, InformationSettings settings, int examples) {
    this.layers = layers;
    this.causes = causes;
    this.level = settings.level();
    Seed seed = settings.seed().child("units");
    this.ranks = test(InformationScan::byRanks, settings, examples, seed);
    this.bins = test(InformationScan::byBins, settings, examples, seed);
  }

  /**
   * Tests all.
   *
   * @param activations by layer, {@code [examples][units]}
   */
  static UnitTests of(
      Map<String, double[][]> activations, Causes causes, InformationSettings settings) {
    Map<String, InformationScan> scans = new LinkedHashMap<>();
    int examples = 0;
    for (Map.Entry<String, double[][]> layer : activations.entrySet()) {
      double[][] rows = layer.getValue();
      examples = rows.length;
      double[][] units = new double[rows[0].length][rows.length];
      for (int i = 0; i < rows.length; i++) {
        for (int u = 0; u < units.length; u++) {
          units[u][i] = rows[i][u];
        }
      }
      scans.put(layer.getKey(), new InformationScan(units, causes.features(), Causes.BINS));
    }
    return new UnitTests(scans, causes.names().size(), settings, examples);
  }

  private MaxStatistic test(
      BiFunction<InformationScan, int[], double[]> form,
      InformationSettings settings,
      int examples,
      Seed seed) {
    List<InformationScan> scans = List.copyOf(layers.values());
    return MaxStatistic.of(
        order ->
            scans.stream()
                .flatMapToDouble(scan -> Arrays.stream(form.apply(scan, order)))
                .toArray(),
        examples,
        settings.permutations(),
        seed);
  }

  /** What the units of a layer tell of a cause. */
  Units of(String layer, int cause) {
    InformationScan scan = layers.get(layer);
    int first = first(layer);
    Found byRanks = found(ranks, first, scan.units(), cause);
    Found byBins = found(bins, first, scan.units(), cause);
    int tied = 0;
    int constant = 0;
    for (int u = 0; u < scan.units(); u++) {
      tied += scan.isTied(u) ? 1 : 0;
      constant += scan.isConstant(u) ? 1 : 0;
    }
    return new Units(
        byRanks.best,
        byRanks.bits,
        byRanks.significant,
        byBins.best,
        byBins.bits,
        byBins.significant,
        scan.units(),
        tied,
        constant);
  }

  private int first(String layer) {
    int first = 0;
    for (Map.Entry<String, InformationScan> each : layers.entrySet()) {
      if (each.getKey().equals(layer)) {
        return first;
      }
      first += each.getValue().units() * causes;
    }
    throw new IllegalArgumentException("no layer " + layer);
  }

  private record Found(int best, double bits, int significant) {}

  private Found found(MaxStatistic test, int first, int units, int cause) {
    double[] bits = test.observed();
    double[] p = test.p();
    int best = -1;
    int significant = 0;
    for (int u = 0; u < units; u++) {
      int at = first + u * causes + cause;
      significant += p[at] <= level ? 1 : 0;
      if (!Double.isNaN(bits[at]) && (best < 0 || bits[at] > bits[first + best * causes + cause])) {
        best = u;
      }
    }
    return new Found(
        best, best < 0 ? Double.NaN : bits[first + best * causes + cause], significant);
  }
}
