package org.heirloom.local;

import org.heirloom.stats.Logits;

/**
 * Neighbours labelled anew as "class unchanged" against "shifted": half by which class the target
 * answers, half by how sure it is of it. The student's first class is "unchanged".
 *
 * @see <a href="https://doi.org/10.1109/ICME51207.2021.9428380">Hua, Ge, Zhang (2021), Explanation
 *     of image classifiers with re-label distillation</a>
 */
final class Relabelled {
  private static final double HARD = 0.5;

  private Relabelled() {}

  /** Two soft labels per neighbour. */
  static double[][] labels(double[][] logits, int label) {
    double[][] labels = new double[logits.length][];
    for (int i = 0; i < labels.length; i++) {
      double hard = Logits.argMax(logits[i]) == label ? 1 : 0;
      double unchanged = HARD * hard + (1 - HARD) * Logits.softmax(logits[i])[label];
      labels[i] = new double[] {unchanged, 1 - unchanged};
    }
    return labels;
  }

  /** Whether some neighbours are on either side. */
  static boolean isDefined(double[][] logits, int label) {
    boolean unchanged = false;
    boolean shifted = false;
    for (double[] row : logits) {
      unchanged |= Logits.argMax(row) == label;
      shifted |= Logits.argMax(row) != label;
    }
    return unchanged && shifted;
  }

  /**
   * How well a student tells unchanged from shifted neighbours.
   *
   * @param student logits of two classes
   */
  static Fidelity fidelity(double[][] target, double[][] student, int label) {
    double agreement = 0;
    double[] scores = new double[target.length];
    double[][] wanted = new double[target.length][1];
    double[][] found = new double[target.length][1];
    for (int i = 0; i < target.length; i++) {
      boolean unchanged = Logits.argMax(target[i]) == label;
      agreement += unchanged == (student[i][0] >= student[i][1]) ? 1 : 0;
      scores[i] = student[i][0] - student[i][1];
      wanted[i][0] = labels(new double[][] {target[i]}, label)[0][0];
      found[i][0] = Logits.softmax(student[i])[0];
    }
    return new Fidelity(
        agreement / target.length,
        Double.NaN,
        Double.NaN,
        Fidelity.fit(wanted, found),
        Fidelity.boundaryArea(target, scores, label));
  }
}
