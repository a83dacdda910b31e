package org.heirloom.stats;

import java.util.stream.IntStream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;

/**
 * Redundancy as common change in surprisal, I_ccs, in bits: the expectation of the local
 * co-information i(x₁; t) + i(x₂; t) − i(x₁, x₂; t), counted only where these three and the
 * co-information itself have the same sign, that is where both sources change the surprise at t the
 * same way and share that change.
 *
 * @see <a href="https://doi.org/10.3390/e19070318">Ince (2017), Measuring multivariate redundant
 *     information with pointwise common change in surprisal</a>
 */
public final class CommonSurprise {
  private static final double ROUNDING = 1e-9;

  private CommonSurprise() {}

  /**
   * The parts of a known discrete distribution; not freed of bias.
   *
   * @param joint {@code [x₁][x₂][t]} probabilities, which sum to 1
   */
  public static InformationParts ofTable(double[][][] joint) {
    requireDistribution(joint);
    double[] parts = new double[4]; // redundancy and the three informations
    for (int a = 0; a < joint.length; a++) {
      for (int b = 0; b < joint[a].length; b++) {
        for (int t = 0; t < joint[a][b].length; t++) {
          if (joint[a][b][t] > 0) {
            addLocal(parts, joint, new int[] {a, b, t});
          }
        }
      }
    }
    return InformationParts.of(parts[0], parts[1], parts[2], parts[3]);
  }

  private static void addLocal(double[] parts, double[][][] joint, int[] at) {
    double p = joint[at[0]][at[1]][at[2]];
    double target = marginal(joint, -1, -1, at[2]);
    double first = log2(marginal(joint, at[0], -1, at[2]), marginal(joint, at[0], -1, -1), target);
    double second = log2(marginal(joint, -1, at[1], at[2]), marginal(joint, -1, at[1], -1), target);
    double both = log2(p, marginal(joint, at[0], at[1], -1), target);
    parts[0] += p * commonChange(first, second, both);
    parts[1] += p * first;
    parts[2] += p * second;
    parts[3] += p * both;
  }

  private static double log2(double joint, double source, double target) {
    return Math.log(joint / (source * target)) / Math.log(2);
  }

  /** Probability of a cell, where −1 stands for any. */
  private static double marginal(double[][][] joint, int first, int second, int target) {
    double sum = 0;
    for (int a = 0; a < joint.length; a++) {
      for (int b = 0; b < joint[a].length; b++) {
        for (int t = 0; t < joint[a][b].length; t++) {
          boolean counts =
              (first < 0 || first == a)
                  && (second < 0 || second == b)
                  && (target < 0 || target == t);
          sum += counts ? joint[a][b][t] : 0;
        }
      }
    }
    return sum;
  }

  private static void requireDistribution(double[][][] joint) {
    for (double[][] rows : joint) {
      Check.argument(
          rows.length == joint[0].length, "Expected a full table, got rows of unequal length");
      for (double[] cells : rows) {
        Check.argument(
            cells.length == joint[0][0].length,
            "Expected a full table, got rows of unequal length");
        for (double p : cells) {
          Check.argument(p >= 0, "Expected probabilities of at least 0, got %s", p);
        }
      }
    }
    double sum = marginal(joint, -1, -1, -1);
    Check.argument(
        Math.abs(sum - 1) <= ROUNDING, "Expected probabilities that sum to 1, got %s", sum);
  }

  /**
   * The redundancy of Gaussian variables, by draws from the Gaussian that fits them. Each local
   * information is freed of the bias of its mean, so that it agrees with {@link
   * GaussianInformation}.
   */
  static double ofGaussian(TwoSources sources, int draws, Seed seed) {
    Check.argument(draws > 0, "Expected at least 1 draw, got %d", draws);
    GaussianVariable all = sources.first().with(sources.second()).with(sources.target());
    int first = sources.first().dimensions();
    int both = first + sources.second().dimensions();
    int[] none = {};
    int[] target = range(both, all.dimensions());
    Surprisal[] source = {
      Surprisal.of(all, range(0, first), none),
      Surprisal.of(all, range(first, both), none),
      Surprisal.of(all, range(0, both), none)
    };
    Surprisal[] joint = {
      Surprisal.of(all, range(0, first), target),
      Surprisal.of(all, range(first, both), target),
      Surprisal.of(all, range(0, both), target)
    };
    Surprisal alone = Surprisal.of(all, target, none);
    RandomStream random = seed.stream();
    double sum = 0;
    for (int draw = 0; draw < draws; draw++) {
      double[] normal = new double[all.dimensions()];
      for (int i = 0; i < normal.length; i++) {
        normal[i] = random.nextGaussian();
      }
      double[] point = joint[2].factor().times(normal);
      double[] local = new double[3];
      for (int i = 0; i < 3; i++) {
        local[i] = source[i].at(point) + alone.at(point) - joint[i].at(point);
      }
      sum += commonChange(local[0], local[1], local[2]);
    }
    return sum / draws / Math.log(2);
  }

  private static double commonChange(double first, double second, double both) {
    double shared = first + second - both;
    boolean allUp = first > 0 && second > 0 && both > 0 && shared > 0;
    boolean allDown = first < 0 && second < 0 && both < 0 && shared < 0;
    return allUp || allDown ? shared : 0;
  }

  private static int[] range(int begin, int end) {
    return IntStream.range(begin, end).toArray();
  }

  /** −log density of some of the dimensions, in nats, without the parts that cancel. */
  private record Surprisal(int[] dimensions, CovarianceFactor factor, double constant) {
    static Surprisal of(GaussianVariable all, int[] source, int[] target) {
      int[] dimensions = IntStream.concat(IntStream.of(source), IntStream.of(target)).toArray();
      int d = dimensions.length;
      double[][] correlation = new double[d][d];
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          correlation[i][j] = all.correlation()[dimensions[i]][dimensions[j]];
        }
      }
      CovarianceFactor factor =
          CovarianceFactor.of(correlation)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "Expected sources and target of which none is a linear function of "
                              + "the others"));
      double bias = GaussianVariable.entropyBias(all.examples(), d);
      return new Surprisal(dimensions, factor, factor.halfLogDeterminant() - bias);
    }

    double at(double[] point) {
      double[] own = new double[dimensions.length];
      for (int i = 0; i < own.length; i++) {
        own[i] = point[dimensions[i]];
      }
      return constant + factor.squaredDistance(own) / 2;
    }
  }
}
