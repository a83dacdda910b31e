package org.heirloom.stats;

import java.util.Arrays;
import java.util.List;

/**
 * Information of many single units about many features, quickly enough to be asked anew for every
 * shuffle of a permutation test.
 *
 * <p>Three forms, each less its bias: of numbers, {@code −½·log₂(1 − r²)} of normal scores ({@link
 * GaussianInformation#between}); of values, {@link GaussianInformation#withClass}; and of bins,
 * {@link DiscreteInformation}, which also sees dependence that neither rises nor falls. A unit of
 * which more than {@link #MOST_TIES} of the values are the same one, as rectified ones often are 0,
 * is taken as active or not, since ranks say little there. A constant one has none.
 */
public final class InformationScan {
  /** Share of the commonest value above which a unit counts as active or not. */
  public static final double MOST_TIES = 0.1;

  /** A copy of a feature is told from one that is nearly so no further than this. */
  private static final double LEAST_VARIANCE = 1e-9;

  private final List<Feature> features;
  private final double[][] scores; // by unit; empty where it is tied or constant
  private final int[][] bins; // by unit; empty where it is constant
  private final int[] binCounts;
  private final double[] logs; // n·log n, by n
  private final double[] biases; // of one dimension's entropy in nats, by examples from 2 on
  private final double pairBias; // of the information of two numbers in nats, of all examples

  /**
   * Prepares a scan.
   *
   * @param units one array per unit, each with one finite value per example
   * @param bins of a unit that varies, for example 5
   */
  public InformationScan(double[][] units, List<Feature> features, int bins) {
    this.features = List.copyOf(features);
    this.scores = new double[units.length][];
    this.bins = new int[units.length][];
    this.binCounts = new int[units.length];
    for (int u = 0; u < units.length; u++) {
      prepare(u, units[u], bins);
    }
    int examples = features.isEmpty() ? 0 : features.get(0).examples();
    this.logs = new double[examples + 1];
    this.biases = new double[examples + 1];
    for (int n = 1; n <= examples; n++) {
      logs[n] = n * Math.log(n);
      biases[n] = n > 1 ? GaussianVariable.entropyBias(n, 1) : Double.NaN;
    }
    this.pairBias =
        examples > 2
            ? 2 * biases[examples] - GaussianVariable.entropyBias(examples, 2)
            : Double.NaN;
  }

  private void prepare(int unit, double[] values, int most) {
    boolean constant = Arrays.stream(values).allMatch(v -> v == values[0]);
    boolean tied = !constant && NormalScores.commonestShare(values) > MOST_TIES;
    scores[unit] =
        constant || tied ? new double[0] : GaussianVariable.copula(values).standardColumns()[0];
    bins[unit] =
        constant ? new int[0] : tied ? active(values) : Feature.equallyFilled(values, most);
    binCounts[unit] = constant ? 0 : tied ? 2 : most;
  }

  /** Whether each value is above the lowest. */
  private static int[] active(double[] values) {
    double lowest = Arrays.stream(values).min().orElseThrow();
    return Arrays.stream(values).mapToInt(v -> v > lowest ? 1 : 0).toArray();
  }

  /** Whether a unit's values are all equal. */
  public boolean isConstant(int unit) {
    return binCounts[unit] == 0;
  }

  /** Whether a unit counts as active or not, since too many of its values are equal. */
  public boolean isTied(int unit) {
    return !isConstant(unit) && scores[unit].length == 0;
  }

  /** Number of units. */
  public int units() {
    return bins.length;
  }

  /**
   * Information by ranks, in bits; of a tied unit whether it is active.
   *
   * @param order example i gets the features of example {@code order[i]}
   * @return by unit, for each the features in order; NaN for constant units
   */
  public double[] byRanks(int[] order) {
    return scan(order, true);
  }

  /** Information by bins, in bits; otherwise as {@link #byRanks}. */
  public double[] byBins(int[] order) {
    return scan(order, false);
  }

  private double[] scan(int[] order, boolean ranks) {
    double[] bits = new double[units() * features.size()];
    for (int f = 0; f < features.size(); f++) {
      Feature feature = features.get(f);
      Dealt dealt = new Dealt(feature, order);
      for (int u = 0; u < units(); u++) {
        bits[u * features.size() + f] = dealt.with(u, ranks);
      }
    }
    return bits;
  }

  /** A feature in another order of the examples. */
  private final class Dealt {
    private final double[] numbers;
    private final int[] levels;
    private final int[] counts;
    private final int n;

    Dealt(Feature feature, int[] order) {
      n = order.length;
      numbers = new double[feature.isCategorical() ? 0 : n];
      Check.argument(numbers.length == 0 || n > 2, "Expected at least 3 examples, got %d", n);
      levels = new int[n];
      int[] known = feature.levels();
      for (int i = 0; i < n; i++) {
        levels[i] = known[order[i]];
        if (numbers.length > 0) {
          numbers[i] = feature.scores()[order[i]];
        }
      }
      counts = Feature.counts(known, feature.levelCount());
    }

    double with(int unit, boolean ranks) {
      double nats;
      if (isConstant(unit)) {
        nats = Double.NaN;
      } else if (!ranks || isTied(unit)) {
        nats = ofTable(unit);
      } else {
        nats = numbers.length > 0 ? ofNumbers(scores[unit]) : ofValues(scores[unit]);
      }
      return nats / Math.log(2);
    }

    private double ofNumbers(double[] x) {
      double r = Moments.dot(x, numbers) / (n - 1);
      return -Math.log(Math.max(LEAST_VARIANCE, 1 - r * r)) / 2 - pairBias;
    }

    private double ofValues(double[] x) {
      double[] sums = new double[counts.length];
      double[] squares = new double[counts.length];
      for (int i = 0; i < n; i++) {
        sums[levels[i]] += x[i];
        squares[levels[i]] += x[i] * x[i];
      }
      double nats = -biases[n];
      for (int k = 0; k < counts.length; k++) {
        Check.argument(counts[k] > 1, "Expected at least 2 examples of a value, got %d", counts[k]);
        double variance = (squares[k] - sums[k] * sums[k] / counts[k]) / (counts[k] - 1);
        double within = Math.log(Math.max(LEAST_VARIANCE, variance)) / 2;
        nats -= counts[k] / (double) n * (within - biases[counts[k]]);
      }
      return nats;
    }

    private double ofTable(int unit) {
      int columns = counts.length;
      int[] table = new int[binCounts[unit] * columns];
      int[] rows = bins[unit];
      for (int i = 0; i < n; i++) {
        table[rows[i] * columns + levels[i]]++;
      }
      double sum = logs[n];
      int filledRows = 0;
      int filledColumns = 0;
      for (int r = 0; r < binCounts[unit]; r++) {
        int all = 0;
        for (int k = 0; k < columns; k++) {
          int cell = table[r * columns + k];
          sum += logs[cell];
          all += cell;
        }
        sum -= logs[all];
        filledRows += all > 0 ? 1 : 0;
      }
      for (int count : counts) {
        sum -= logs[count];
        filledColumns += count > 0 ? 1 : 0;
      }
      double bias = DiscreteInformation.bias(filledRows, filledColumns, n) * Math.log(2);
      return sum / n - bias;
    }
  }
}
