package org.heirloom.retain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.heirloom.metrics.Row;
import org.heirloom.model.Array;
import org.heirloom.stats.Calibration;
import org.heirloom.stats.Kappa;
import org.heirloom.stats.Logits;
import org.heirloom.stats.TopK;

/**
 * What a teacher and its students answer on the same labelled examples, as rows of evidence.
 *
 * <p>Every row belongs to an example. {@code ece} and {@code kappa} are properties of a whole set:
 * their rows hold what each example contributes, so that the mean of the rows is the value and gaps
 * of them can be paired by example like all others.
 */
public final class Behaviour {
  /** Sizes of the first choices that are compared as sets, where there are more classes. */
  private static final List<Integer> CHOICES = List.of(3, 5);

  /** Bins of the calibration error. */
  public static final int BINS = 15;

  private final List<String> ids;
  private final int[] labels;
  private final double[][] teacher;

  private Behaviour(List<String> ids, int[] labels, double[][] teacher) {
    this.ids = ids;
    this.labels = labels;
    this.teacher = teacher;
  }

  /**
   * Examples with what the teacher answers.
   *
   * @param ids of the examples, all different
   * @param labels class index of each
   * @param logits of the teacher, {@code [n, classes]}, finite
   */
  public static Behaviour of(List<String> ids, int[] labels, Array logits) {
    if (ids.size() != labels.length) {
      throw new IllegalArgumentException(
          "Expected as many labels as ids, got %d and %d".formatted(labels.length, ids.size()));
    }
    return new Behaviour(List.copyOf(ids), labels.clone(), rows(logits, ids));
  }

  /** Rows of the teacher itself: accuracy, nll, brier, ece; metric by metric. */
  public List<Row> teacher(int replicate, double budget) {
    return own(new Who(Arms.TEACHER, replicate, budget), teacher);
  }

  /**
   * Rows of a student: accuracy, nll, brier, ece, and with the teacher agreement, top-agreement,
   * shared-mistakes, kl, kappa.
   *
   * @param logits of the student, {@code [n, classes]}, finite
   */
  public List<Row> student(String arm, int replicate, double budget, Array logits) {
    Who who = new Who(arm, replicate, budget);
    double[][] student = rows(logits, ids);
    List<Row> rows = new ArrayList<>(own(who, student));
    add(rows, who, "agreement", i -> one(Logits.argMax(student[i]) == Logits.argMax(teacher[i])));
    for (int k : CHOICES) {
      if (k < teacher[0].length) {
        add(
            rows,
            who,
            new Part("top-agreement", "top-" + k, ""),
            i -> TopK.agreement(teacher[i], student[i], k));
      }
    }
    boolean[] right = correct(teacher);
    add(
        rows,
        who,
        new Part("shared-mistakes", "", "teacher-is-right"),
        i -> right[i] ? Double.NaN : one(Logits.argMax(student[i]) == Logits.argMax(teacher[i])));
    add(rows, who, "kl", i -> Logits.kl(teacher[i], student[i]));
    double[] kappa = Kappa.contributions(right, correct(student));
    add(rows, who, new Part("kappa", "", "no-mistakes"), i -> kappa[i]);
    return List.copyOf(rows);
  }

  private record Who(String arm, int replicate, double budget) {}

  private List<Row> own(Who who, double[][] logits) {
    boolean[] correct = correct(logits);
    double[] calibration = Calibration.contributions(confidences(logits), correct, BINS);
    List<Row> rows = new ArrayList<>();
    add(rows, who, "accuracy", i -> one(correct[i]));
    add(rows, who, "nll", i -> Logits.nll(logits[i], labels[i]));
    add(rows, who, "brier", i -> Logits.brier(logits[i], labels[i]));
    add(rows, who, "ece", i -> calibration[i]);
    return rows;
  }

  /** What is measured, on what, and why it may be undefined for an example. */
  private record Part(String metric, String subject, String reason) {}

  private void add(List<Row> rows, Who who, String metric, IntToDoubleFunction value) {
    add(rows, who, new Part(metric, "", ""), value);
  }

  private void add(List<Row> rows, Who who, Part part, IntToDoubleFunction value) {
    for (int i = 0; i < labels.length; i++) {
      double v = value.applyAsDouble(i);
      String flag = Double.isNaN(v) ? part.reason() : "";
      rows.add(
          new Row(
              who.arm,
              who.replicate,
              who.budget,
              part.metric(),
              part.subject(),
              ids.get(i),
              v,
              flag));
    }
  }

  private boolean[] correct(double[][] logits) {
    boolean[] correct = new boolean[logits.length];
    for (int i = 0; i < correct.length; i++) {
      correct[i] = Logits.argMax(logits[i]) == labels[i];
    }
    return correct;
  }

  private static double[] confidences(double[][] logits) {
    double[] confidences = new double[logits.length];
    for (int i = 0; i < confidences.length; i++) {
      confidences[i] = Math.min(1, Logits.softmax(logits[i])[Logits.argMax(logits[i])]);
    }
    return confidences;
  }

  private static double[][] rows(Array logits, List<String> ids) {
    if (logits.rows() != ids.size()) {
      throw new IllegalArgumentException(
          "Expected logits of %d examples, got %d".formatted(ids.size(), logits.rows()));
    }
    double[][] rows = new double[logits.rows()][logits.rowSize()];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < rows[i].length; k++) {
        rows[i][k] = logits.values()[i * rows[i].length + k];
        if (!Double.isFinite(rows[i][k])) {
          throw new IllegalArgumentException(
              "Expected finite logits, got %s on example \"%s\"".formatted(rows[i][k], ids.get(i)));
        }
      }
    }
    return rows;
  }

  private static double one(boolean holds) {
    return holds ? 1 : 0;
  }
}
