package org.heirloom.evaluate;

import java.util.Arrays;
import java.util.List;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.metrics.Measured;

/**
 * How compact a map is: a matter of reading it, not of its truth.
 *
 * @param gini inequality of the absolute values, 0 where all are equal, (n − 1)/n where one pixel
 *     has all
 * @param entropy of the absolute values as shares, in nats: 0 for one pixel, ln n for a uniform map
 * @param intensity mean of the absolute values divided by their maximum, in (0, 1]
 * @param raw mean of the absolute values in the map's own unit: of a mask, the share that it shows
 * @param flag empty, {@link SaliencyMaps#EMPTY} (then all values are NaN) or {@link
 *     Localisation#CONSTANT_MAP}
 * @see <a href="https://arxiv.org/abs/1810.06583">Chalasani et al. (2020)</a> for Gini; <a
 *     href="https://arxiv.org/abs/2005.00631">Bhatt et al. (2020)</a> for entropy. Nothing is added
 *     to the values, so that a uniform map has exactly 0 and ln n
 */
public record Complexity(double gini, double entropy, double intensity, double raw, String flag) {

  /**
   * The complexity of a map.
   *
   * @param map one finite value per pixel
   */
  public static Complexity of(float[] map) {
    double[] sorted = new double[map.length];
    for (int i = 0; i < map.length; i++) {
      sorted[i] = Math.abs(map[i]);
    }
    Arrays.sort(sorted);
    double greatest = sorted[sorted.length - 1];
    if (greatest == 0) {
      return new Complexity(Double.NaN, Double.NaN, Double.NaN, Double.NaN, SaliencyMaps.EMPTY);
    }
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < sorted.length; i++) {
      sum += sorted[i];
      weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
    }
    double entropy = 0;
    for (double value : sorted) {
      double share = value / sum;
      entropy -= share == 0 ? 0 : share * StrictMath.log(share);
    }
    boolean constant = sorted[0] == greatest;
    return new Complexity(
        weighted / (sorted.length * sum),
        entropy,
        sum / greatest / sorted.length,
        sum / sorted.length,
        constant ? Localisation.CONSTANT_MAP : "");
  }

  /**
   * The values as measured ones: {@code gini}, {@code entropy}, {@code mean-intensity}, {@code
   * raw-intensity}.
   */
  public List<Measured> measured(String subject, String example) {
    return List.of(
        new Measured("gini", subject, example, gini, flag),
        new Measured("entropy", subject, example, entropy, flag),
        new Measured("mean-intensity", subject, example, intensity, flag),
        new Measured("raw-intensity", subject, example, raw, flag));
  }
}
