package org.heirloom.stats;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function by the limited-memory BFGS method: from gradients alone, without
 * chance and without a step size to choose.
 *
 * <p>Steps are halved until they satisfy Armijo's condition; pairs without positive curvature are
 * left out, so that every direction descends.
 *
 * @see <a href="https://doi.org/10.1007/BF01589116">Liu and Nocedal (1989), On the limited memory
 *     BFGS method</a>
 */
public final class Lbfgs {
  private static final int MEMORY = 10;
  private static final int MOST_HALVINGS = 50;
  private static final double ARMIJO = 1e-4;
  private static final double FLAT = 1e-10;
  private static final double LEAST_CURVATURE = 1e-14;

  private final Objective objective;
  private final Deque<Pair> pairs = new ArrayDeque<>();

  private Lbfgs(Objective objective) {
    this.objective = objective;
  }

  /** What is made small. */
  @FunctionalInterface
  public interface Objective {
    /**
     * The value at a point.
     *
     * @param gradient is overwritten with the gradient there
     */
    double at(double[] point, double[] gradient);
  }

  /** Looks at every point on the way. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * Whether to go on from here.
     *
     * @param point not to be changed or kept
     */
    boolean goesOn(double[] point);
  }

  private record Pair(double[] step, double[] change, double curvature) {}

  /**
   * Where the gradient vanishes, no step lowers the value any more, the steps are used up or the
   * watcher ends it.
   *
   * @param start not changed
   * @param steps at most
   */
  public static double[] minimise(Objective objective, double[] start, int steps, Watcher watcher) {
    return new Lbfgs(objective).from(start, steps, watcher);
  }

  private double[] from(double[] start, int steps, Watcher watcher) {
    double[] point = start.clone();
    double[] gradient = new double[point.length];
    double value = objective.at(point, gradient);
    for (int i = 0; i < steps; i++) {
      double[] direction = direction(gradient);
      double slope = Moments.dot(direction, gradient);
      double length = pairs.isEmpty() ? 1 / Math.max(1, norm(gradient)) : 1;
      double[] next = point;
      double[] nextGradient = new double[point.length];
      double nextValue = value;
      for (int h = 0; h <= MOST_HALVINGS; h++, length /= 2) {
        next = sum(point, direction, length);
        nextValue = objective.at(next, nextGradient);
        if (nextValue <= value + ARMIJO * length * slope) {
          break;
        }
      }
      if (!(nextValue < value)) {
        return point;
      }
      remember(point, next, gradient, nextGradient);
      point = next;
      gradient = nextGradient;
      value = nextValue;
      if (!watcher.goesOn(point) || norm(gradient) <= FLAT) {
        return point;
      }
    }
    return point;
  }

  /** Minus the gradient, bent by what earlier steps say of the curvature. */
  private double[] direction(double[] gradient) {
    double[] q = gradient.clone();
    double[] alphas = new double[pairs.size()];
    int i = 0;
    for (Pair pair : pairs) {
      alphas[i] = Moments.dot(pair.step(), q) / pair.curvature();
      addTo(q, pair.change(), -alphas[i++]);
    }
    if (!pairs.isEmpty()) {
      Pair last = pairs.getFirst();
      double scale = last.curvature() / Moments.dot(last.change(), last.change());
      Arrays.setAll(q, k -> scale * q[k]);
    }
    for (Iterator<Pair> oldest = pairs.descendingIterator(); oldest.hasNext(); ) {
      Pair pair = oldest.next();
      double beta = Moments.dot(pair.change(), q) / pair.curvature();
      addTo(q, pair.step(), alphas[--i] - beta);
    }
    Arrays.setAll(q, k -> -q[k]);
    return q;
  }

  private void remember(double[] from, double[] to, double[] gradient, double[] nextGradient) {
    double[] step = sum(to, from, -1);
    double[] change = sum(nextGradient, gradient, -1);
    double curvature = Moments.dot(step, change);
    if (curvature > LEAST_CURVATURE * norm(step) * norm(change)) {
      pairs.addFirst(new Pair(step, change, curvature));
      if (pairs.size() > MEMORY) {
        pairs.removeLast();
      }
    }
  }

  private static double norm(double[] vector) {
    return Math.sqrt(Moments.dot(vector, vector));
  }

  private static double[] sum(double[] a, double[] b, double factor) {
    double[] sum = a.clone();
    addTo(sum, b, factor);
    return sum;
  }

  private static void addTo(double[] sum, double[] b, double factor) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += factor * b[k];
    }
  }
}
