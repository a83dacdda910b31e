package org.heirloom.stats;

/** What callers must obey. */
final class Check {
  private Check() {}

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency for one method
  static void argument(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }

  static void atLeast(int least, double[] values) {
    argument(values.length >= least, "Expected at least %d values, got %d", least, values.length);
  }

  static void sameLength(double[] a, double[] b) {
    argument(
        a.length == b.length, "Expected arrays of equal length, got %d and %d", a.length, b.length);
  }

  static void confidence(double confidence) {
    argument(
        confidence > 0 && confidence < 1, "Expected a confidence in (0, 1), got %s", confidence);
  }
}
