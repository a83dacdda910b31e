package org.heirloom.probe;

/**
 * A linear decision {@code w·x + b}: positive on the side of the concept.
 *
 * @param weights w, towards the concept; zeros where nothing is told apart
 * @param offset b
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Plane(double[] weights, double offset) {

  /** The plane that stands midway between two means, across a direction. */
  static Plane between(double[] direction, double[] positiveMean, double[] negativeMean) {
    double middle =
        (Matrices.dot(direction, positiveMean) + Matrices.dot(direction, negativeMean)) / 2;
    return new Plane(direction, -middle);
  }

  double decision(double[] row) {
    return Matrices.dot(weights, row) + offset;
  }

  /** 1 if a row lies on the right side, 0 if on the wrong one, one half on the plane. */
  double correct(double[] row, boolean positive) {
    double decision = decision(row);
    return (1 + Math.signum(positive ? decision : -decision)) / 2;
  }

  /** The same plane with weights of length 1, so that a decision is a distance. */
  Plane unit() {
    double norm = Matrices.norm(weights);
    return norm == 0 ? this : new Plane(Matrices.unit(weights), offset / norm);
  }
}
