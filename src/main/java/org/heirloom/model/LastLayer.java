package org.heirloom.model;

import java.util.Arrays;

/**
 * The last layer of a network of prototypes, fitted for itself: cross-entropy with the labels and
 * an L1 penalty on what prototypes say of other classes than their own, which is convex.
 *
 * <p>Accelerated proximal gradient steps from where the layer stands, each as long as the largest
 * curvature allows; in double, in the order of examples.
 *
 * @see <a href="https://arxiv.org/abs/1806.10574">Chen et al. (2019), section 2.2</a>, whose 20
 *     passes with Adam these steps stand for; the penalty's weight is theirs
 */
public final class LastLayer {
  private static final int STEPS = 20;
  private static final int POWER_STEPS = 30;
  private static final double PENALTY = 1e-4;

  private final double[][] similarities;
  private final int[] labels;
  private final int classes;

  /**
   * Prepares a fit.
   *
   * @param similarities greatest of each prototype: {@code [examples][prototypes]}
   * @param labels of the examples
   * @param classes number of classes
   */
  public LastLayer(double[][] similarities, int[] labels, int classes) {
    this.similarities = similarities;
    this.labels = labels.clone();
    this.classes = classes;
  }

  /**
   * Better connections than these.
   *
   * @param connections {@code [prototypes][classes]}; not changed
   */
  public double[][] fitted(double[][] connections) {
    double length = 1 / Math.max(1e-12, curvature() / 2);
    double[][] current = connections;
    double[][] ahead = connections;
    double momentum = 1;
    for (int step = 0; step < STEPS; step++) {
      double[][] next = moved(ahead, length);
      double following = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
      ahead = beyond(next, current, (momentum - 1) / following);
      momentum = following;
      current = next;
    }
    return current;
  }

  /** Mean cross-entropy in nats and the penalty. */
  public double loss(double[][] connections) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] logits = logits(similarities[i], connections);
      sum += logSum(logits) - logits[labels[i]];
    }
    double penalty = 0;
    for (int p = 0; p < connections.length; p++) {
      for (int c = 0; c < classes; c++) {
        penalty += isPenalised(p, c) ? PENALTY * Math.abs(connections[p][c]) : 0;
      }
    }
    return sum / labels.length + penalty;
  }

  private static boolean isPenalised(int prototype, int classIndex) {
    return prototype / Prototypes.PER_CLASS != classIndex;
  }

  private double[][] moved(double[][] connections, double length) {
    double[][] moved = gradient(connections);
    for (int p = 0; p < moved.length; p++) {
      for (int c = 0; c < classes; c++) {
        double value = connections[p][c] - length * moved[p][c];
        double shrunk = Math.max(0, Math.abs(value) - length * PENALTY);
        moved[p][c] = isPenalised(p, c) ? Math.copySign(shrunk, value) : value;
      }
    }
    return moved;
  }

  private double[][] gradient(double[][] connections) {
    double[][] gradient = new double[connections.length][classes];
    for (int i = 0; i < labels.length; i++) {
      double[] error = logits(similarities[i], connections);
      double norm = logSum(error);
      for (int c = 0; c < classes; c++) {
        error[c] = (Math.exp(error[c] - norm) - (c == labels[i] ? 1 : 0)) / labels.length;
      }
      for (int p = 0; p < gradient.length; p++) {
        double x = similarities[i][p];
        for (int c = 0; c < classes; c++) {
          gradient[p][c] += x * error[c];
        }
      }
    }
    return gradient;
  }

  private double[] logits(double[] x, double[][] connections) {
    double[] logits = new double[classes];
    for (int p = 0; p < x.length; p++) {
      for (int c = 0; c < classes; c++) {
        logits[c] += x[p] * connections[p][c];
      }
    }
    return logits;
  }

  private static double logSum(double[] logits) {
    double greatest = Arrays.stream(logits).max().orElseThrow();
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - greatest);
    }
    return greatest + Math.log(sum);
  }

  private static double[][] beyond(double[][] next, double[][] current, double share) {
    double[][] beyond = new double[next.length][];
    for (int p = 0; p < next.length; p++) {
      beyond[p] = next[p].clone();
      for (int c = 0; c < beyond[p].length; c++) {
        beyond[p][c] += share * (next[p][c] - current[p][c]);
      }
    }
    return beyond;
  }

  /** The largest eigenvalue of the mean of x xᵀ, by power iteration, with some room above. */
  private double curvature() {
    int size = similarities[0].length;
    double[] direction = new double[size];
    Arrays.fill(direction, 1 / Math.sqrt(size));
    double length = 0;
    for (int step = 0; step < POWER_STEPS; step++) {
      double[] next = new double[size];
      for (double[] x : similarities) {
        double along = 0;
        for (int p = 0; p < size; p++) {
          along += x[p] * direction[p];
        }
        for (int p = 0; p < size; p++) {
          next[p] += along * x[p] / similarities.length;
        }
      }
      length = Math.sqrt(Arrays.stream(next).map(v -> v * v).sum());
      for (int p = 0; p < size; p++) {
        direction[p] = length == 0 ? 0 : next[p] / length;
      }
    }
    return 1.05 * length;
  }
}
