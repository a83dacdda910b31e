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

  /** A last step as small as this leaves decisions wrong by about its square. */
  private static final double TOLERANCE = 1e-5;

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
    double[] classes = new double[positive.length];
    double[] weights = new double[positive.length];
    for (int i = 0; i < positive.length; i++) {
      classes[i] = positive[i] ? 1 : 0;
      weights[i] = 1;
    }
    return fit(form, new Labels(classes, weights), ridge);
  }

  /**
   * What is to be told.
   *
   * @param share of the positive class in each row, in [0, 1]
   * @param weight of each row in the loss, above 0
   */
  record Labels(double[] share, double[] weight) {}

  static LogisticRegression fit(RidgeForm form, Labels labels, double ridge) {
    Step now = step(form, labels, ridge, new double[form.coefficients() + 1]);
    for (int i = 0; i < MOST_STEPS; i++) {
      double[] aim = newtonAim(form, labels, now);
      Step next = step(form, labels, ridge, aim);
      for (int h = 0; h < MOST_HALVINGS && next.loss() > now.loss() + ROUNDING; h++) {
        aim = halfway(now.solution(), aim);
        next = step(form, labels, ridge, aim);
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

  /** A solution, with e to the power of minus the size of each of its decisions. */
  private record Step(double[] solution, double[] decisions, double[] powers, double loss) {}

  private static Step step(RidgeForm form, Labels labels, double ridge, double[] solution) {
    double[] decisions = form.decisions(solution);
    double[] powers = new double[decisions.length];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = StrictMath.exp(-Math.abs(decisions[i]));
    }
    double loss = meanLoss(decisions, powers, labels) + ridge / 2 * form.squaredNorm(solution);
    return new Step(solution, decisions, powers, loss);
  }

  /** The minimum of the quadratic that touches the objective at the present decisions. */
  private static double[] newtonAim(RidgeForm form, Labels labels, Step now) {
    double[] decisions = now.decisions();
    double[] curvature = new double[decisions.length];
    double[] target = new double[decisions.length];
    for (int i = 0; i < decisions.length; i++) {
      double likelier = 1 / (1 + now.powers[i]);
      double unlikelier = now.powers[i] * likelier;
      double p = decisions[i] < 0 ? unlikelier : likelier;
      double slope = Math.max(LEAST_CURVATURE, likelier * unlikelier);
      target[i] = decisions[i] + (labels.share[i] - p) / slope;
      curvature[i] = labels.weight[i] * slope;
    }
    return form.solve(curvature, target);
  }

  private static double meanLoss(double[] decisions, double[] powers, Labels labels) {
    double sum = 0;
    for (int i = 0; i < decisions.length; i++) {
      double wrong = StrictMath.log1p(powers[i]);
      double ofPositive = wrong + Math.max(0, -decisions[i]);
      double ofNegative = wrong + Math.max(0, decisions[i]);
      double share = labels.share[i];
      sum += labels.weight[i] * (share * ofPositive + (1 - share) * ofNegative);
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
