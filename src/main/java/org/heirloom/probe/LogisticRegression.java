package org.heirloom.probe;

/**
 * A linear classifier of two classes: L2-penalised logistic regression, solved to its optimum by
 * Newton's method.
 *
 * <p>Minimises {@code mean log(1 + exp(−y·f)) + λ/2·‖w‖²} with {@code f = w·x + b}; the intercept
 * is not penalised. The optimum is unique, so there is nothing random in it.
 *
 * @param weights w, towards the positive class
 * @param intercept b
 */
record LogisticRegression(double[] weights, double intercept) {
  private static final int MOST_STEPS = 100;
  private static final int MOST_HALVINGS = 40;
  private static final double TOLERANCE = 1e-8;
  private static final double ROUNDING = 1e-13;
  private static final double LEAST_CURVATURE = 1e-10;

  /**
   * Fits the classifier.
   *
   * @param x {@code [n][features]}
   * @param positive class of each row
   * @param ridge λ, above 0
   * @throws ArithmeticException if Newton's method does not converge
   */
  static LogisticRegression fit(double[][] x, boolean[] positive, double ridge) {
    return fit(RidgeForm.of(x, x.length * ridge), positive, ridge);
  }

  static LogisticRegression fit(RidgeForm form, boolean[] positive, double ridge) {
    Step now = step(form, positive, ridge, new double[form.coefficients() + 1]);
    for (int i = 0; i < MOST_STEPS; i++) {
      double[] aim = newtonAim(form, positive, now.decisions());
      Step next = step(form, positive, ridge, aim);
      for (int h = 0; h < MOST_HALVINGS && next.loss() > now.loss() + ROUNDING; h++) {
        aim = halfway(now.solution(), aim);
        next = step(form, positive, ridge, aim);
      }
      if (distance(now.decisions(), next.decisions()) <= TOLERANCE) {
        return new LogisticRegression(
            form.weights(next.solution()), next.solution()[form.coefficients()]);
      }
      now = next;
    }
    throw new ArithmeticException("logistic regression did not converge");
  }

  /** 1 if a row lies on the right side, 0 if on the wrong one, one half on the boundary. */
  double correct(double[] row, boolean positive) {
    double decision = Matrices.dot(weights, row) + intercept;
    return (1 + Math.signum(positive ? decision : -decision)) / 2;
  }

  private record Step(double[] solution, double[] decisions, double loss) {}

  private static Step step(RidgeForm form, boolean[] positive, double ridge, double[] solution) {
    double[] decisions = form.decisions(solution);
    double loss = meanLoss(decisions, positive) + ridge / 2 * form.squaredNorm(solution);
    return new Step(solution, decisions, loss);
  }

  /** The minimum of the quadratic that touches the objective at the present decisions. */
  private static double[] newtonAim(RidgeForm form, boolean[] positive, double[] decisions) {
    double[] curvature = new double[positive.length];
    double[] target = new double[positive.length];
    for (int i = 0; i < positive.length; i++) {
      double p = 1 / (1 + StrictMath.exp(-decisions[i]));
      curvature[i] = Math.max(LEAST_CURVATURE, p * (1 - p));
      target[i] = decisions[i] + ((positive[i] ? 1 : 0) - p) / curvature[i];
    }
    return form.solve(curvature, target);
  }

  private static double meanLoss(double[] decisions, boolean[] positive) {
    double sum = 0;
    for (int i = 0; i < decisions.length; i++) {
      double margin = positive[i] ? decisions[i] : -decisions[i];
      sum += StrictMath.log1p(StrictMath.exp(-Math.abs(margin))) + Math.max(0, -margin);
    }
    return sum / decisions.length;
  }

  private static double[] halfway(double[] a, double[] b) {
    double[] half = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      half[i] = (a[i] + b[i]) / 2;
    }
    return half;
  }

  private static double distance(double[] a, double[] b) {
    double greatest = 0;
    for (int i = 0; i < a.length; i++) {
      greatest = Math.max(greatest, Math.abs(a[i] - b[i]));
    }
    return greatest;
  }
}
