package org.heirloom.data.creature;

/**
 * Something to paint: a shape, its colours, and who owns the pixels.
 *
 * @param owner the part, or null for what is no part
 * @param bounds a box that holds the shape, in its own coordinates
 */
record Layer(Part owner, Shape shape, Paint paint, Bounds bounds) {

  /** A box, in a layer's coordinates. */
  record Bounds(double left, double top, double right, double bottom) {
    static final Bounds IMAGE = new Bounds(0, 0, 1, 1);

    static Bounds around(double x, double y, double reach) {
      return new Bounds(x - reach, y - reach, x + reach, y + reach);
    }
  }

  /** A region of the plane. */
  interface Shape {
    /** About the distance to the border, negative inside. */
    double distance(double x, double y);
  }

  /** Colours of a region. */
  interface Paint {
    /** Writes the colour at a point whose distance to the border is {@code distance}. */
    void paint(double x, double y, double distance, double[] rgb);
  }

  static Paint flat(double[] colour) {
    return (x, y, distance, rgb) -> copy(colour, rgb);
  }

  /** One colour inside, a line of another one along the border. */
  static Paint outlined(double[] colour, double[] ink, double line) {
    return (x, y, distance, rgb) -> copy(distance > -line ? ink : colour, rgb);
  }

  static void copy(double[] from, double[] to) {
    to[0] = from[0];
    to[1] = from[1];
    to[2] = from[2];
  }
}
