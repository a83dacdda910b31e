package org.heirloom.probe;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.heirloom.Seed;
import org.heirloom.stats.ChanceAdjusted;
import org.heirloom.stats.Feature;
import org.heirloom.stats.GaussianInformation;
import org.heirloom.stats.GaussianVariable;

/** What a layer tells of a cause, in bits. */
final class CauseInformation {
  /** How often values are dealt anew, to know what a mixture finds by chance. */
  private static final int DEALS = 20;

  private CauseInformation() {}

  /**
   * Of numbers by the Gaussian copula; of values by one Gaussian for each, adjusted for chance.
   *
   * @return NaN where a value has too few examples for the layer's dimensions; +∞ where a number is
   *     a function of the layer
   */
  static double of(LayerActivity layer, Feature cause, Seed seed) {
    return cause.isCategorical()
        ? ChanceAdjusted.of(layer.columns(), cause, DEALS, seed)
        : GaussianInformation.between(cause.gaussian(), layer.gaussian());
  }

  /** The statistic of the test: the Gaussian form for both, since it is quick. */
  static double quick(GaussianVariable layer, GaussianVariable cause) {
    return GaussianInformation.between(cause, layer);
  }

  /**
   * What it tells beyond the class: the mean over classes of the Gaussian form within each, with
   * ranks within each.
   *
   * @return 0 where the class tells all; NaN where a class has too few examples
   */
  static double given(LayerActivity layer, Feature cause, int[] labels) {
    double bits = 0;
    for (int label : Arrays.stream(labels).distinct().sorted().toArray()) {
      int[] rows = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
      if (!cause.varies(rows)) {
        continue;
      }
      LayerActivity within = layer.only(rows);
      boolean dull =
          Arrays.stream(within.columns()).anyMatch(c -> Arrays.stream(c).allMatch(v -> v == c[0]));
      GaussianVariable known = cause.only(rows).gaussian();
      if (dull || rows.length <= within.columns().length + known.dimensions() + 1) {
        return Double.NaN;
      }
      bits +=
          rows.length
              / (double) labels.length
              * GaussianInformation.between(known, within.gaussian());
    }
    return bits;
  }
}
