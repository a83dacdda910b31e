package org.heirloom.probe;

import org.heirloom.probe.UnitMeasure.Affinity;
import org.heirloom.stats.Correlations;
import org.heirloom.stats.DiscreteInformation;
import org.heirloom.stats.Interval;
import org.heirloom.stats.StudentT;

/**
 * Sums over examples from which every {@link UnitMeasure} of every unit and hypothesis follows.
 *
 * <p>Means and co-moments are kept up to date example by example, so that nothing cancels however
 * large activations are. Memory is units × hypotheses, whatever the number of examples.
 */
final class UnitTable {
  private final int units;
  private final int hypotheses;
  private final double[] unitMean;
  private final double[] unitSquares;
  private final double[] truthMean;
  private final double[] truthSquares;
  private final double[][] products; // co-moment of each unit with each hypothesis
  private final double[][] squaresWhereTrue; // of a unit about its mean there
  private final double[][] meanWhereTrue;
  private final long[] trueCount;
  private final long[] activeCount;
  private final long[][] bothCount;
  private long examples;

  UnitTable(int units, int hypotheses) {
    this.units = units;
    this.hypotheses = hypotheses;
    unitMean = new double[units];
    unitSquares = new double[units];
    truthMean = new double[hypotheses];
    truthSquares = new double[hypotheses];
    products = new double[hypotheses][units];
    squaresWhereTrue = new double[hypotheses][units];
    meanWhereTrue = new double[hypotheses][units];
    trueCount = new long[hypotheses];
    activeCount = new long[units];
    bothCount = new long[hypotheses][units];
  }

  int units() {
    return units;
  }

  long examples() {
    return examples;
  }

  /**
   * Adds an example.
   *
   * @param activations one per unit, finite
   * @param truths one per hypothesis, finite
   */
  void add(double[] activations, double[] truths) {
    examples++;
    double[] residual = new double[units]; // from the new mean
    for (int u = 0; u < units; u++) {
      double delta = activations[u] - unitMean[u];
      unitMean[u] += delta / examples;
      residual[u] = activations[u] - unitMean[u];
      unitSquares[u] += delta * residual[u];
      activeCount[u] += activations[u] > 0 ? 1 : 0;
    }
    for (int h = 0; h < hypotheses; h++) {
      double delta = truths[h] - truthMean[h];
      truthMean[h] += delta / examples;
      truthSquares[h] += delta * (truths[h] - truthMean[h]);
      double[] row = products[h];
      for (int u = 0; u < units; u++) {
        row[u] += delta * residual[u];
      }
      if (truths[h] == 1) {
        addWhereTrue(h, activations);
      }
    }
  }

  private void addWhereTrue(int hypothesis, double[] activations) {
    long n = ++trueCount[hypothesis];
    double[] mean = meanWhereTrue[hypothesis];
    double[] squares = squaresWhereTrue[hypothesis];
    long[] both = bothCount[hypothesis];
    for (int u = 0; u < units; u++) {
      double delta = activations[u] - mean[u];
      mean[u] += delta / n;
      squares[u] += delta * (activations[u] - mean[u]);
      both[u] += activations[u] > 0 ? 1 : 0;
    }
  }

  /** One cell of one measure; all NaN where it is not defined. */
  Affinity affinity(UnitMeasure measure, int unit, int hypothesis, double confidence) {
    boolean constant = !(unitSquares[unit] > 0 && truthSquares[hypothesis] > 0);
    Interval interval =
        constant
            ? Interval.UNKNOWN
            : switch (measure) {
              case CORRELATION -> correlation(unit, hypothesis, confidence);
              case DIFFERENCE -> difference(unit, hypothesis, confidence);
              case INFORMATION -> information(unit, hypothesis, confidence);
              case JACCARD -> jaccard(unit, hypothesis, confidence);
            };
    return new Affinity(interval, examples);
  }

  private Interval correlation(int unit, int hypothesis, double confidence) {
    double r =
        products[hypothesis][unit]
            / Math.sqrt(unitSquares[unit])
            / Math.sqrt(truthSquares[hypothesis]);
    r = Math.max(-1, Math.min(1, r));
    return Correlations.fisher(r, Math.toIntExact(examples), confidence);
  }

  private Interval difference(int unit, int hypothesis, double confidence) {
    double n = trueCount[hypothesis];
    double rest = examples - n;
    if (n < 2 || rest < 2) {
      return Interval.UNKNOWN;
    }
    double here = meanWhereTrue[hypothesis][unit];
    double there = (unitMean[unit] * examples - here * n) / rest;
    double deviation = Math.sqrt(unitSquares[unit] / (examples - 1.0));
    double between = n * rest / examples * (here - there) * (here - there);
    double squaresThere =
        Math.max(0, unitSquares[unit] - squaresWhereTrue[hypothesis][unit] - between);
    double error =
        Math.sqrt(
            squaresWhereTrue[hypothesis][unit] / (n - 1) / n + squaresThere / (rest - 1) / rest);
    return Interval.around((here - there) / deviation, critical(confidence) * error / deviation);
  }

  private Interval information(int unit, int hypothesis, double confidence) {
    int[][] counts = counts(unit, hypothesis);
    double bits = DiscreteInformation.of(counts);
    double plain = 0;
    double squares = 0;
    double n = examples;
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        double p = counts[row][column] / n;
        if (p > 0) {
          double rows = (counts[row][0] + counts[row][1]) / n;
          double columns = (counts[0][column] + counts[1][column]) / n;
          double surprise = Math.log(p / (rows * columns)) / Math.log(2);
          plain += p * surprise;
          squares += p * surprise * surprise;
        }
      }
    }
    double error = Math.sqrt(Math.max(0, squares - plain * plain) / n);
    return Interval.around(bits, critical(confidence) * error);
  }

  private Interval jaccard(int unit, int hypothesis, double confidence) {
    int[][] counts = counts(unit, hypothesis);
    double either = (double) counts[1][1] + counts[1][0] + counts[0][1];
    double share = counts[1][1] / either;
    double error = Math.sqrt(share * (1 - share) / either);
    return Interval.around(share, critical(confidence) * error).clippedTo(0, 1);
  }

  private double critical(double confidence) {
    return StudentT.critical(confidence, examples - 1.0);
  }

  /** By whether the unit is active, then by whether the hypothesis holds. */
  private int[][] counts(int unit, int hypothesis) {
    long both = bothCount[hypothesis][unit];
    long active = activeCount[unit];
    long holds = trueCount[hypothesis];
    return new int[][] {
      {Math.toIntExact(examples - active - holds + both), Math.toIntExact(holds - both)},
      {Math.toIntExact(active - both), Math.toIntExact(both)}
    };
  }
}
