package org.heirloom.local;

import java.util.Arrays;
import org.heirloom.DataException;
import org.heirloom.model.Array;
import org.heirloom.stats.Lbfgs;
import org.heirloom.stats.Logits;
import org.heirloom.stats.PrincipalComponents;

/**
 * Distils what a target answers to neighbours into a linear student: multinomial logistic
 * regression on soft labels.
 *
 * <pre>mean T² KL(p_T ‖ softmax(z / T)) + λ ‖W‖²</pre>
 *
 * <p>Minimised by L-BFGS from zero, whose steps stay in the span of the neighbours, where it is
 * carried out exactly ({@link RowSpace}): nothing is drawn, in double. It ends when the loss on
 * neighbours that are left out has not fallen for {@value #PATIENCE} steps, and goes back to the
 * best of them.
 */
final class LocalFit {
  private static final int MOST_STEPS = 1000;
  private static final int PATIENCE = 50;

  /** Of the neighbours' variance that a shown picture keeps. */
  private static final double SHOWN_VARIANCE = 0.99;

  /** Logits that differ by less, as a share of the largest, do not differ. */
  private static final double ROUNDING = 1e-5;

  private final double temperature;
  private final double ridge;
  private final int classes;
  private final double[] mean;
  private final RowSpace space;
  private final Labelled fitted;
  private final Labelled stopped;
  private double leastLoss = Double.POSITIVE_INFINITY;
  private double[] best;
  private int since;

  /**
   * Points with soft labels.
   *
   * @param points {@code [n][dimensions]}
   * @param labels {@code [n][classes]} that add up to 1
   */
  private record Labelled(double[][] points, double[][] labels) {}

  /**
   * How to fit.
   *
   * @param temperature T, positive
   * @param ridge λ, 0 or more
   */
  record Settings(double temperature, double ridge) {}

  private LocalFit(Neighbours neighbours, double[][] labels, Settings settings) {
    temperature = settings.temperature();
    ridge = settings.ridge();
    classes = labels[0].length;
    int fit = neighbours.stoppedFrom();
    int stop = neighbours.judgedFrom();
    mean = mean(neighbours.images(), fit);
    space = new RowSpace(centred(neighbours.images(), 0, fit));
    fitted = new Labelled(space.coordinates(), Arrays.copyOfRange(labels, 0, fit));
    double[][] points = centred(neighbours.images(), fit, stop);
    Arrays.setAll(points, i -> space.coordinates(points[i]));
    stopped = new Labelled(points, Arrays.copyOfRange(labels, fit, stop));
  }

  /**
   * The student of a target.
   *
   * @param id of the example, for the message
   * @throws DataException if all neighbours are the same image
   */
  static LocalStudent student(String id, Neighbours neighbours, Settings settings) {
    double[][] labels = new double[neighbours.size()][];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = softened(neighbours.logits()[i], settings.temperature());
    }
    return fit(id, neighbours, labels, settings, isConstant(neighbours.logits()));
  }

  /** A student with other soft labels, at temperature 1. */
  static LocalStudent student(String id, Neighbours neighbours, double[][] labels, double ridge) {
    boolean constant = Arrays.stream(labels).allMatch(row -> Arrays.equals(row, labels[0]));
    return fit(id, neighbours, labels, new Settings(1, ridge), constant);
  }

  private static LocalStudent fit(
      String id, Neighbours neighbours, double[][] labels, Settings settings, boolean constant) {
    LocalFit fit = new LocalFit(neighbours, labels, settings);
    if (fit.space.dimensions() == 0) {
      throw new DataException(
          "explainer local-distillation, example %s: all neighbours are the same image. Got %d. Expected some that differ: raise explain.local.scale, or train the autoencoder for longer."
              .formatted(id, neighbours.size()));
    }
    return constant ? fit.constant() : fit.run();
  }

  /** Whether a target answers the same to all. */
  static boolean isConstant(double[][] logits) {
    double largest = 0;
    double difference = 0;
    for (double[] row : logits) {
      for (int k = 0; k < row.length; k++) {
        largest = Math.max(largest, Math.abs(row[k]));
        difference = Math.max(difference, Math.abs(row[k] - logits[0][k]));
      }
    }
    return difference <= ROUNDING * largest;
  }

  static double[] softened(double[] logits, double temperature) {
    double[] softer = new double[logits.length];
    for (int k = 0; k < softer.length; k++) {
      softer[k] = logits[k] / temperature;
    }
    return Logits.softmax(softer);
  }

  private static double[] mean(Array images, int to) {
    double[] mean = new double[images.rowSize()];
    for (int i = 0; i < to * mean.length; i++) {
      mean[i % mean.length] += images.values()[i];
    }
    for (int c = 0; c < mean.length; c++) {
      mean[c] /= to;
    }
    return mean;
  }

  private double[][] centred(Array images, int from, int to) {
    double[][] rows = new double[to - from][mean.length];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < mean.length; c++) {
        rows[i][c] = images.values()[(from + i) * mean.length + c] - mean[c];
      }
    }
    return rows;
  }

  private LocalStudent run() {
    double[] start = start();
    best = start;
    leastLoss = loss(stopped, start, null);
    Lbfgs.minimise(this::objective, start, MOST_STEPS, this::goesOn);
    int d = space.dimensions();
    double[][] weights = new double[classes][];
    double[][] shown = new double[classes][];
    PrincipalComponents components = PrincipalComponents.fit(fitted.points(), d);
    int kept = kept(components.columns(fitted.points()));
    for (int k = 0; k < classes; k++) {
      double[] ofClass = Arrays.copyOfRange(best, k * (d + 1), k * (d + 1) + d);
      weights[k] = space.vector(ofClass);
      shown[k] = space.vector(components.part(ofClass, kept));
    }
    return new LocalStudent(weights, shown, bias(best), mean);
  }

  /** Without weights, the logits that give the mean of the soft labels. */
  private double[] start() {
    int d = space.dimensions();
    double[] start = new double[classes * (d + 1)];
    double centre = 0;
    for (int k = 0; k < classes; k++) {
      double share = 0;
      for (double[] label : fitted.labels()) {
        share += label[k] / fitted.labels().length;
      }
      start[k * (d + 1) + d] = temperature * Math.log(Math.max(share, Double.MIN_NORMAL));
      centre += start[k * (d + 1) + d] / classes;
    }
    for (int k = 0; k < classes; k++) {
      start[k * (d + 1) + d] -= centre;
    }
    return start;
  }

  private LocalStudent constant() {
    double[][] none = new double[classes][mean.length];
    return new LocalStudent(none, none, bias(start()), mean);
  }

  private double[] bias(double[] solution) {
    double[] bias = new double[classes];
    int d = space.dimensions();
    for (int k = 0; k < classes; k++) {
      bias[k] = solution[k * (d + 1) + d];
    }
    return bias;
  }

  /** How many components hold the share of the variance that is shown. */
  private static int kept(double[][] columns) {
    double[] variances = new double[columns.length];
    double all = 0;
    for (int k = 0; k < columns.length; k++) {
      variances[k] = RowSpace.dot(columns[k], columns[k]);
      all += variances[k];
    }
    int kept = 0;
    for (double sum = 0; kept < columns.length && sum < SHOWN_VARIANCE * all; kept++) {
      sum += variances[kept];
    }
    return kept;
  }

  private double objective(double[] solution, double[] gradient) {
    Arrays.fill(gradient, 0);
    double value = loss(fitted, solution, gradient);
    int d = space.dimensions();
    for (int k = 0; k < classes; k++) {
      for (int c = k * (d + 1); c < k * (d + 1) + d; c++) {
        value += ridge * solution[c] * solution[c];
        gradient[c] += 2 * ridge * solution[c];
      }
    }
    return value;
  }

  /**
   * Mean of T² KL.
   *
   * @param gradient is added to, unless null
   */
  private double loss(Labelled some, double[] solution, double[] gradient) {
    int d = space.dimensions();
    double[] logits = new double[classes];
    double sum = 0;
    int n = some.points().length;
    for (int i = 0; i < n; i++) {
      double[] point = some.points()[i];
      for (int k = 0; k < classes; k++) {
        double z = solution[k * (d + 1) + d];
        for (int c = 0; c < d; c++) {
          z += solution[k * (d + 1) + c] * point[c];
        }
        logits[k] = z / temperature;
      }
      double[] logs = Logits.logSoftmax(logits);
      for (int k = 0; k < classes; k++) {
        double label = some.labels()[i][k];
        sum += label > 0 ? label * (Math.log(label) - logs[k]) : 0;
        if (gradient != null) {
          double slope = temperature * (Math.exp(logs[k]) - label) / n;
          for (int c = 0; c < d; c++) {
            gradient[k * (d + 1) + c] += slope * point[c];
          }
          gradient[k * (d + 1) + d] += slope;
        }
      }
    }
    return temperature * temperature * sum / n;
  }

  private boolean goesOn(double[] solution) {
    double loss = loss(stopped, solution, null);
    since++;
    if (loss < leastLoss) {
      leastLoss = loss;
      best = solution.clone();
      since = 0;
    }
    return since < PATIENCE;
  }
}
