package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.stats.Feature;
import org.heirloom.stats.InformationScan;
import org.heirloom.stats.MaxStatistic;

/**
 * Which factors, and which pixels, of images drawn at random tell of a network's logits.
 *
 * <p>Factors and pixels are each tested against the greatest information that any of them has about
 * any class when images are shuffled.
 *
 * @see <a href="https://arxiv.org/abs/1811.07807">Xu et al. (2018), Deeper interpretability of deep
 *     networks</a>
 */
public final class ReverseCorrelation {
  /** Larger images are averaged down to this side, so that all pixels fit into memory. */
  private static final int LARGEST_SIDE = 32;

  private final List<String> factors;
  private final List<Map<String, Double>> causes = new ArrayList<>();
  private final List<double[]> logits = new ArrayList<>();
  private final List<float[]> luminances = new ArrayList<>();
  private int side;

  /** Asks for some factors by name. */
  public ReverseCorrelation(List<String> factors) {
    this.factors = List.copyOf(factors);
  }

  /**
   * What was found.
   *
   * @param bits information of each class's logit and each factor: by class, then factor; NaN where
   *     a factor or logit never changes
   * @param p of each, corrected for all
   * @param pixels information of each class's logit and each pixel's luminance: by class, {@code
   *     [side * side]}; NaN where a pixel never changes
   * @param side of the pixel maps
   * @param threshold what a pixel must exceed to tell more than chance
   */
  public record Found(
      List<String> factors,
      double[][] bits,
      double[][] p,
      double[][] pixels,
      int side,
      double threshold) {

    /** Information by factor with subject {@code class/factor}, classes by name. */
    public List<Measured> measured(List<String> classes, double level) {
      List<Measured> measured = new ArrayList<>();
      for (int k = 0; k < bits.length; k++) {
        for (int f = 0; f < factors.size(); f++) {
          double value = bits[k][f];
          String flag =
              Double.isNaN(value)
                  ? "constant"
                  : p[k][f] <= level ? "" : InformationFinding.NOT_SIGNIFICANT;
          measured.add(
              new Measured(
                  "diagnostic-information",
                  classes.get(k) + "/" + factors.get(f),
                  "",
                  value,
                  flag));
        }
      }
      return measured;
    }

    /** Mean over classes of the pixels' information, 0 where a pixel never changes. */
    public float[] meanMap() {
      float[] mean = new float[side * side];
      for (double[] map : pixels) {
        for (int i = 0; i < mean.length; i++) {
          mean[i] += (float) (Double.isNaN(map[i]) ? 0 : map[i] / pixels.length);
        }
      }
      return mean;
    }
  }

  /** Takes an image, what made it, and its logits. */
  public void add(Map<String, Double> made, Pixels image, double[] answer) {
    causes.add(made);
    logits.add(answer.clone());
    luminances.add(luminance(image));
  }

  private float[] luminance(Pixels image) {
    int step = (image.height() + LARGEST_SIDE - 1) / LARGEST_SIDE;
    side = image.height() / step;
    float[] luminance = new float[side * side];
    for (int row = 0; row < side * step; row++) {
      for (int column = 0; column < side * step; column++) {
        double value = 0;
        double[] weights =
            image.channels() == 3 ? new double[] {.299, .587, .114} : new double[] {1};
        for (int c = 0; c < weights.length; c++) {
          value += weights[c] * image.at(row, column, c);
        }
        luminance[row / step * side + column / step] += (float) (value / (step * step));
      }
    }
    return luminance;
  }

  /**
   * Tests all.
   *
   * @param permutations the smallest p is 1 / (this + 1)
   * @param level chance of any false pixel
   */
  public Found found(int permutations, double level, Seed seed) {
    Causes known = Causes.of(causes, factors);
    int n = logits.size();
    double[][] units = columns(logits);
    InformationScan scan = new InformationScan(units, known.features(), Causes.BINS);
    MaxStatistic test = MaxStatistic.of(scan::byRanks, n, permutations, seed.child("factors"));
    double[][] bits = new double[units.length][factors.size()];
    double[][] p = new double[units.length][factors.size()];
    for (int k = 0; k < units.length; k++) {
      Arrays.fill(bits[k], Double.NaN);
      Arrays.fill(p[k], Double.NaN);
      for (int f = 0; f < known.names().size(); f++) {
        int place = factors.indexOf(known.names().get(f));
        bits[k][place] = test.observed()[k * known.names().size() + f];
        p[k][place] = test.p()[k * known.names().size() + f];
      }
    }
    return pixels(new Found(factors, bits, p, new double[0][], side, 0), permutations, level, seed);
  }

  private Found pixels(Found byFactor, int permutations, double level, Seed seed) {
    double[][] pixels = new double[side * side][logits.size()];
    for (int i = 0; i < pixels[0].length; i++) {
      for (int at = 0; at < pixels.length; at++) {
        pixels[at][i] = luminances.get(i)[at];
      }
    }
    double[][] units = columns(logits);
    Map<Integer, Feature> answers = new LinkedHashMap<>();
    for (int k = 0; k < units.length; k++) {
      double[] column = units[k];
      if (Arrays.stream(column).anyMatch(z -> z != column[0])) {
        answers.put(k, Feature.continuous(column, Causes.BINS));
      }
    }
    double[][] maps = new double[units.length][pixels.length];
    for (double[] map : maps) {
      Arrays.fill(map, Double.NaN);
    }
    List<Feature> features = new ArrayList<>(answers.values());
    InformationScan scan = new InformationScan(pixels, features, Causes.BINS);
    MaxStatistic test =
        MaxStatistic.of(scan::byRanks, logits.size(), permutations, seed.child("pixels"));
    double[] observed = test.observed();
    int place = 0;
    for (int k : answers.keySet()) {
      for (int at = 0; at < pixels.length; at++) {
        maps[k][at] = observed[at * features.size() + place];
      }
      place++;
    }
    return new Found(
        byFactor.factors(), byFactor.bits(), byFactor.p(), maps, side, test.threshold(level));
  }

  private static double[][] columns(List<double[]> rows) {
    double[][] columns = new double[rows.get(0).length][rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      for (int c = 0; c < columns.length; c++) {
        columns[c][i] = rows.get(i)[c];
      }
    }
    return columns;
  }
}
