package org.heirloom.stats;

import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/**
 * The mean of a table of seeds × examples, with an interval that speaks of new seeds and new
 * examples.
 *
 * <p>Two-way crossed random effects without replication: a value is mean + seed + example + rest.
 * Mean squares estimate the components, and the variance of the mean is
 *
 * <pre>(MS_seed + MS_example − MS_rest) / (S·N).</pre>
 *
 * <p>The usual next step, Satterthwaite's single degrees of freedom, fails with few seeds: where
 * seeds differ, they happen to agree in some tables, and just those receive many degrees of
 * freedom. Simulated, its 95 % interval misses 8 % at three seeds and 12 % at two. So each
 * component is multiplied by the critical value of its own degrees of freedom, as Cochran did for
 * unequal variances:
 *
 * <pre>half-width² = (t²(S−1)·MS_seed + t²(N−1)·max(0, MS_example − MS_rest)) / (S·N).</pre>
 *
 * <p>It is at least as wide as if seeds did not differ at all, t²(N−1)·max(MS_example, MS_rest),
 * since two students may have the same mean by accident.
 *
 * <p>Simulated at 95 %, it never misses more than 5 %: 4–5 % where seeds decide, and less where
 * they hardly differ, 2 % at three seeds, 3.5 % at five, 4.5 % at ten.
 *
 * <p>With one seed only the examples' part is known, with one example only the seeds'.
 *
 * @param mean mean of all cells
 * @param seeds S, rows
 * @param examples N, columns
 * @param seedSquare MS_seed; 0 with one seed
 * @param exampleSquare MS_example; 0 with one example
 * @param restSquare MS_rest; 0 with one seed or one example
 */
public record CrossedMean(
    double mean,
    int seeds,
    int examples,
    double seedSquare,
    double exampleSquare,
    double restSquare) {

  /** Smaller p-values, below 1e-13, are 0: beyond, no confidence can be told from 1. */
  private static final double LEAST_LOG_P = -30;

  private static final double ACCURACY = 1e-10;
  private static final int MOST_STEPS = 200;

  /**
   * The mean of a table.
   *
   * @param table {@code [seeds][examples]}, finite, at least one cell
   */
  public static CrossedMean of(double[][] table) {
    Check.argument(table.length > 0 && table[0].length > 0, "Expected a table with cells");
    return new CrossedTable(table).mean();
  }

  /** Whether there is an interval: with a single cell there is none. */
  public boolean hasInterval() {
    return seeds > 1 || examples > 1;
  }

  /** Whether nothing varies, so that the interval would have no width. */
  public boolean isConstant() {
    return seedSquare == 0 && exampleSquare == 0 && restSquare == 0;
  }

  /** The interval of the mean; unbounded (NaN) for a single cell. */
  public Interval interval(double confidence) {
    Check.confidence(confidence);
    return hasInterval() ? Interval.around(mean, halfWidth(confidence)) : Interval.point(mean);
  }

  /**
   * Two-sided p-value of "the mean is {@code expected}": 1 less the confidence at which the
   * interval just reaches it. 1 if it is the mean itself; else NaN where nothing varies.
   */
  public double p(double expected) {
    double distance = Math.abs(mean - expected);
    if (!hasInterval() || distance == 0) {
      return hasInterval() ? 1 : Double.NaN;
    }
    if (isConstant()) {
      return Double.NaN;
    }
    UnivariateFunction tooWide = logP -> (logP == 0 ? 0 : halfWidth(-Math.expm1(logP))) - distance;
    if (tooWide.value(LEAST_LOG_P) < 0) {
      return 0;
    }
    return Math.exp(
        new BracketingNthOrderBrentSolver(ACCURACY, ACCURACY, 5)
            .solve(MOST_STEPS, tooWide, LEAST_LOG_P, 0));
  }

  private double halfWidth(double confidence) {
    double squares = 0;
    if (seeds > 1) {
      squares += square(StudentT.critical(confidence, seeds - 1)) * seedSquare;
    }
    if (examples > 1) {
      double critical = square(StudentT.critical(confidence, examples - 1));
      squares += critical * Math.max(0, exampleSquare - restSquare);
      squares = Math.max(squares, critical * Math.max(exampleSquare, restSquare));
    }
    return Math.sqrt(squares / ((double) seeds * examples));
  }

  /**
   * What the half-width would be about with other numbers of seeds and examples, if their variances
   * stay as estimated here. NaN unless both were estimated here.
   */
  public double expectedHalfWidth(double confidence, int otherSeeds, int otherExamples) {
    if (seeds < 2 || examples < 2) {
      return Double.NaN;
    }
    double seedVariance = Math.max(0, seedSquare - restSquare) / examples;
    double exampleVariance = Math.max(0, exampleSquare - restSquare) / seeds;
    return new CrossedMean(
            mean,
            otherSeeds,
            otherExamples,
            otherExamples * seedVariance + restSquare,
            otherSeeds * exampleVariance + restSquare,
            restSquare)
        .halfWidth(confidence);
  }

  private static double square(double value) {
    return value * value;
  }
}
