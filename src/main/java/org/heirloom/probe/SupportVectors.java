package org.heirloom.probe;

/**
 * A linear support vector machine, solved to its optimum.
 *
 * <p>Minimises {@code mean max(0, 1 − y·f) + λ/2·‖w‖²} with {@code f = w·x + b}; the intercept is
 * not penalised. That is the objective of TCAV's reference code, which stops stochastic gradient
 * descent early. Here it is solved in the dual, two coefficients at a time: those that violate the
 * optimum's conditions most, until none does by more than {@link #TOLERANCE}. w is unique, so there
 * is nothing random in it; b is the middle of what is optimal.
 *
 * @param coefficients of the examples, {@code w = Σ coefficientᵢ·xᵢ}
 * @param intercept b
 * @see <a href="https://www.jmlr.org/papers/v6/fan05a.html">Fan, Chen and Lin (2005), Working set
 *     selection using second order information</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SupportVectors(double[] coefficients, double intercept) {
  /** Most by which the margins of two free examples may differ. */
  static final double TOLERANCE = 1e-6;

  private static final int MOST_STEPS = 2_000_000;
  private static final double LEAST_CURVATURE = 1e-12;

  /**
   * Fits the machine.
   *
   * @param gram products of all pairs of examples
   * @param positive class of each; both occur
   * @param ridge λ, above 0
   * @throws ArithmeticException if it does not converge
   */
  static SupportVectors fit(double[][] gram, boolean[] positive, double ridge) {
    return new Solver(gram, positive, 1 / (positive.length * ridge)).solve();
  }

  /** w. */
  double[] weights(double[][] rows) {
    double[] weights = new double[rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      if (coefficients[i] != 0) {
        Matrices.add(weights, coefficients[i], rows[i]);
      }
    }
    return weights;
  }

  /** The dual: {@code Σ yᵢβᵢ − ½·βᵀGβ} is greatest, {@code 0 ≤ yᵢβᵢ ≤ most}, {@code Σβᵢ = 0}. */
  private static final class Solver {
    private final double[][] gram;
    private final double[] labels;
    private final double most;
    private final double[] beta;
    private final double[] slack; // yᵢ − w·xᵢ: the b at which example i would lie on its margin

    Solver(double[][] gram, boolean[] positive, double most) {
      this.gram = gram;
      this.most = most;
      labels = new double[positive.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = positive[i] ? 1 : -1;
      }
      beta = new double[labels.length];
      slack = labels.clone();
    }

    SupportVectors solve() {
      for (int step = 0; step < MOST_STEPS; step++) {
        int up = highest();
        int down = partner(up);
        if (down < 0) {
          return new SupportVectors(beta, (slack[up] + lowest()) / 2);
        }
        move(up, down);
      }
      throw new ArithmeticException(
          "the support vector machine did not converge; a greater ridge would help");
    }

    private boolean mayRise(int i) {
      return labels[i] > 0 ? beta[i] < most : beta[i] < 0;
    }

    private boolean mayFall(int i) {
      return labels[i] > 0 ? beta[i] > 0 : beta[i] > -most;
    }

    private int highest() {
      int best = -1;
      for (int i = 0; i < beta.length; i++) {
        if (mayRise(i) && (best < 0 || slack[i] > slack[best])) {
          best = i;
        }
      }
      return best;
    }

    private double lowest() {
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < beta.length; i++) {
        if (mayFall(i)) {
          least = Math.min(least, slack[i]);
        }
      }
      return least;
    }

    /** The one with which a step gains most; −1 where none gains. */
    private int partner(int up) {
      int best = -1;
      double greatest = 0;
      for (int i = 0; i < beta.length; i++) {
        double violation = slack[up] - slack[i];
        if (mayFall(i) && violation > TOLERANCE) {
          double gain = violation * violation / curvature(up, i);
          if (gain > greatest) {
            greatest = gain;
            best = i;
          }
        }
      }
      return best;
    }

    private double curvature(int a, int b) {
      return Math.max(LEAST_CURVATURE, gram[a][a] + gram[b][b] - 2 * gram[a][b]);
    }

    private void move(int up, int down) {
      double roomUp = (labels[up] > 0 ? most : 0) - beta[up];
      double roomDown = beta[down] - (labels[down] > 0 ? 0 : -most);
      double wanted = (slack[up] - slack[down]) / curvature(up, down);
      double by = Math.min(wanted, Math.min(roomUp, roomDown));
      // Exactly onto the bound where the bound decides, or rounding would make it wander beside it.
      beta[up] = by == roomUp ? (labels[up] > 0 ? most : 0) : beta[up] + by;
      beta[down] = by == roomDown ? (labels[down] > 0 ? 0 : -most) : beta[down] - by;
      Matrices.add(slack, -by, gram[up]);
      Matrices.add(slack, by, gram[down]);
    }
  }
}
