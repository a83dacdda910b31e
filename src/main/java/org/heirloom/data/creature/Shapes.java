package org.heirloom.data.creature;

/** Signed distances to simple shapes, negative inside; y points down. */
final class Shapes {
  private Shapes() {}

  static double disc(double x, double y, double radius) {
    return Math.sqrt(x * x + y * y) - radius;
  }

  static double ring(double x, double y, double radius, double half) {
    return Math.abs(disc(x, y, radius)) - half;
  }

  /** Exact on the axes, near enough elsewhere. */
  static double ellipse(double x, double y, double rx, double ry) {
    double k = Math.sqrt((x / rx) * (x / rx) + (y / ry) * (y / ry));
    return (k - 1) * Math.min(rx, ry);
  }

  static double box(double x, double y, double halfWidth, double halfHeight) {
    double dx = Math.abs(x) - halfWidth;
    double dy = Math.abs(y) - halfHeight;
    double outside = Math.sqrt(square(Math.max(dx, 0)) + square(Math.max(dy, 0)));
    return outside + Math.min(Math.max(dx, dy), 0);
  }

  static double diamond(double x, double y, double halfWidth, double halfHeight) {
    double k = Math.abs(x) / halfWidth + Math.abs(y) / halfHeight - 1;
    return k * halfWidth * halfHeight / Math.sqrt(halfWidth * halfWidth + halfHeight * halfHeight);
  }

  /**
   * Between y = −halfHeight, where it is {@code top} wide to each side, and +halfHeight, where it
   * is {@code bottom} wide: a trapezoid or a triangle.
   */
  static double trapezoid(double x, double y, double top, double bottom, double halfHeight) {
    double slope = (bottom - top) / (2 * halfHeight);
    double edge = top + slope * (y + halfHeight);
    double side = (Math.abs(x) - edge) / Math.sqrt(1 + slope * slope);
    return Math.max(side, Math.abs(y) - halfHeight);
  }

  static double segment(double x, double y, double[] ends, double half) {
    double dx = ends[2] - ends[0];
    double dy = ends[3] - ends[1];
    double t = ((x - ends[0]) * dx + (y - ends[1]) * dy) / (dx * dx + dy * dy);
    double at = Math.max(0, Math.min(1, t));
    return disc(x - ends[0] - at * dx, y - ends[1] - at * dy, half);
  }

  static double cross(double x, double y, double arm, double half) {
    return Math.min(box(x, y, arm, half), box(x, y, half, arm));
  }

  private static double square(double x) {
    return x * x;
  }
}
