package org.heirloom.stats;

/** Tests of the means of two independent samples. The statistic's sign is that of a − b. */
public final class TwoSampleTests {
  private TwoSampleTests() {}

  /** Student's t test with pooled variance. */
  public static TestResult pooled(double[] a, double[] b) {
    requireTwo(a, b);
    double degrees = a.length + b.length - 2;
    double variance =
        ((a.length - 1) * Moments.variance(a) + (b.length - 1) * Moments.variance(b)) / degrees;
    return result(a, b, variance * (1.0 / a.length + 1.0 / b.length), degrees);
  }

  /** Welch's t test, which does not assume equal variances. p is NaN where neither varies. */
  public static TestResult welch(double[] a, double[] b) {
    requireTwo(a, b);
    double errorA = Moments.variance(a) / a.length;
    double errorB = Moments.variance(b) / b.length;
    double error = errorA + errorB;
    double degrees =
        error * error / (errorA * errorA / (a.length - 1) + errorB * errorB / (b.length - 1));
    return result(a, b, error, degrees);
  }

  private static TestResult result(double[] a, double[] b, double variance, double degrees) {
    if (variance == 0) {
      return new TestResult(Double.NaN, degrees, Double.NaN);
    }
    double t = (Moments.mean(a) - Moments.mean(b)) / Math.sqrt(variance);
    return new TestResult(t, degrees, StudentT.twoSidedP(t, degrees));
  }

  private static void requireTwo(double[] a, double[] b) {
    Check.atLeast(2, a);
    Check.atLeast(2, b);
  }
}
