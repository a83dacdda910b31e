package org.heirloom.stats;

/** What a row of logits says, in double precision. */
public final class Logits {
  private Logits() {}

  /** Index of the largest logit; of equal ones the first. */
  public static int argMax(double[] logits) {
    int best = 0;
    for (int k = 1; k < logits.length; k++) {
      best = logits[k] > logits[best] ? k : best;
    }
    return best;
  }

  /** Logarithms of the softmax, without overflow. */
  public static double[] logSoftmax(double[] logits) {
    double largest = logits[argMax(logits)];
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - largest);
    }
    double logSum = largest + Math.log(sum);
    double[] logs = new double[logits.length];
    for (int k = 0; k < logits.length; k++) {
      logs[k] = logits[k] - logSum;
    }
    return logs;
  }

  /** Softmax probabilities. */
  public static double[] softmax(double[] logits) {
    double[] probabilities = logSoftmax(logits);
    for (int k = 0; k < probabilities.length; k++) {
      probabilities[k] = Math.exp(probabilities[k]);
    }
    return probabilities;
  }

  /** Kullback–Leibler divergence KL(teacher ‖ student) of the softmaxes, in nats, at least 0. */
  public static double kl(double[] teacher, double[] student) {
    Check.sameLength(teacher, student);
    double[] logTeacher = logSoftmax(teacher);
    double[] logStudent = logSoftmax(student);
    double kl = 0;
    for (int k = 0; k < teacher.length; k++) {
      kl += Math.exp(logTeacher[k]) * (logTeacher[k] - logStudent[k]);
    }
    return Math.max(0, kl);
  }

  /** Negative log-likelihood of a label, in nats. */
  public static double nll(double[] logits, int label) {
    return -logSoftmax(logits)[label];
  }

  /** Brier score of one example: squared distance to the one-hot label, in [0, 2]. */
  public static double brier(double[] logits, int label) {
    double[] probabilities = softmax(logits);
    double sum = 0;
    for (int k = 0; k < probabilities.length; k++) {
      double distance = probabilities[k] - (k == label ? 1 : 0);
      sum += distance * distance;
    }
    return sum;
  }
}
