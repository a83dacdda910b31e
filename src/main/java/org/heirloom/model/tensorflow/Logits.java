package org.heirloom.model.tensorflow;

/** Arithmetic on one example's logits. */
final class Logits {
  private Logits() {}

  /** Index of the largest; the first of several. */
  static int argmax(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Log-probabilities, in double. */
  static double[] logSoftmax(float[] logits) {
    double max = logits[argmax(logits)];
    double sum = 0;
    for (float z : logits) {
      sum += StrictMath.exp(z - max);
    }
    double[] result = new double[logits.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = logits[i] - max - StrictMath.log(sum);
    }
    return result;
  }
}
