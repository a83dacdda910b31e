package org.heirloom.stats;

/** Mean and variance, summed in index order, so that equal input gives equal bits. */
public final class Moments {
  private Moments() {}

  /** Arithmetic mean; NaN of nothing. */
  public static double mean(double[] values) {
    return sum(values) / values.length;
  }

  /** Sum with Neumaier's compensation. */
  public static double sum(double[] values) {
    double sum = 0;
    double lost = 0;
    for (double value : values) {
      double next = sum + value;
      lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
      sum = next;
    }
    return sum + lost;
  }

  /** Σ a·b. */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Sample variance (divides by n − 1), in two passes; NaN below two values. */
  public static double variance(double[] values) {
    if (values.length < 2) {
      return Double.NaN;
    }
    double mean = mean(values);
    double[] squares = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      squares[i] = (values[i] - mean) * (values[i] - mean);
    }
    return sum(squares) / (values.length - 1);
  }

  /** Sample standard deviation; NaN below two values. */
  public static double deviation(double[] values) {
    return Math.sqrt(variance(values));
  }

  /** Student's t interval of the mean; unbounded (NaN) below two values. */
  public static Interval interval(double[] values, double confidence) {
    Check.atLeast(1, values);
    if (values.length < 2) {
      return Interval.point(values[0]);
    }
    double error = deviation(values) / Math.sqrt(values.length);
    return Interval.around(mean(values), error * StudentT.critical(confidence, values.length - 1));
  }

  /** {@code a − b}, element by element. */
  public static double[] differences(double[] a, double[] b) {
    Check.sameLength(a, b);
    double[] differences = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      differences[i] = a[i] - b[i];
    }
    return differences;
  }
}
