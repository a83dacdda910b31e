package org.heirloom.stats;

import org.heirloom.RandomStream;
import org.heirloom.Seed;

/**
 * Tests of paired differences against zero.
 *
 * <p>With n pairs no test that only looks at signs and ranks can give a two-sided p below 2/2ⁿ:
 * 0.0625 at five. Six pairs are needed to reach 0.05.
 */
public final class PairedTests {
  /** Up to this many pairs all sign patterns are counted. */
  static final int MOST_EXACT_FLIPS = 16;

  private static final int RANDOM_FLIPS = 20_000;

  private PairedTests() {}

  /** Student's paired t test; p is NaN below two pairs, and 1 or 0 where nothing varies. */
  public static TestResult t(double[] differences) {
    Check.atLeast(1, differences);
    int degrees = differences.length - 1;
    double mean = Moments.mean(differences);
    double t = mean / (Moments.deviation(differences) / Math.sqrt(differences.length));
    boolean allZero = mean == 0 && degrees > 0;
    return new TestResult(
        allZero ? 0 : t, degrees, allZero ? 1 : StudentT.twoSidedP(t, Math.max(1, degrees)));
  }

  /**
   * Cohen's d_z: mean difference in standard deviations of the differences. NaN below two pairs or
   * where the differences do not vary.
   */
  public static double effect(double[] differences) {
    double deviation = Moments.deviation(differences);
    return deviation > 0 ? Moments.mean(differences) / deviation : Double.NaN;
  }

  /**
   * Sign-flip permutation test of the mean: exact up to 16 pairs, else by 20,000 random patterns,
   * of which the observed one counts as one.
   *
   * @param seed used only where patterns are drawn
   */
  public static TestResult signFlip(double[] differences, Seed seed) {
    Check.atLeast(1, differences);
    double observed = Math.abs(Moments.sum(differences));
    double p =
        differences.length <= MOST_EXACT_FLIPS
            ? exactFlips(differences, observed)
            : randomFlips(differences, observed, seed.stream());
    return new TestResult(Moments.mean(differences), Double.NaN, p);
  }

  private static double exactFlips(double[] differences, double observed) {
    int patterns = 1 << differences.length;
    int extreme = 0;
    for (int pattern = 0; pattern < patterns; pattern++) {
      extreme += isExtreme(differences, pattern, observed) ? 1 : 0;
    }
    return extreme / (double) patterns;
  }

  private static double randomFlips(double[] differences, double observed, RandomStream random) {
    int extreme = 1;
    double[] flipped = new double[differences.length];
    for (int i = 0; i < RANDOM_FLIPS; i++) {
      for (int j = 0; j < flipped.length; j++) {
        flipped[j] = random.nextBoolean(0.5) ? differences[j] : -differences[j];
      }
      extreme += reaches(Moments.sum(flipped), observed) ? 1 : 0;
    }
    return extreme / (RANDOM_FLIPS + 1.0);
  }

  private static boolean isExtreme(double[] differences, int pattern, double observed) {
    double sum = 0;
    for (int j = 0; j < differences.length; j++) {
      sum += (pattern >>> j & 1) == 0 ? differences[j] : -differences[j];
    }
    return reaches(sum, observed);
  }

  /** Whether it is as far from 0, where a tie may come out different in the last bits. */
  private static boolean reaches(double sum, double observed) {
    return Math.abs(sum) >= observed * (1 - 1e-12);
  }
}
