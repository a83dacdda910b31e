package org.heirloom.probe;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.metrics.Measured;

/**
 * The mean probability of the true class while a factor is exaggerated.
 *
 * @param factor name
 * @param kind {@code shape} or {@code texture}
 * @param points by rising amplitude
 */
public record Psychometric(String factor, String kind, List<Point> points) {
  /** Where a class is believed. */
  private static final double BELIEVED = 0.5;

  public Psychometric {
    points = List.copyOf(points);
  }

  /**
   * A point.
   *
   * @param amplitude in half widths of the trained range from its middle; negative below it
   * @param value of the factor
   * @param probability mean over creatures, in [0, 1]
   */
  public record Point(double amplitude, double value, double probability) {}

  /**
   * How far from the middle the class is believed: the first crossing of one half on each side, on
   * straight lines between points, or the furthest amplitude tried; the mean of both sides.
   */
  public double range() {
    List<Point> up = points.stream().filter(p -> p.amplitude() >= 0).toList();
    List<Point> down = new ArrayList<>();
    points.stream().filter(p -> p.amplitude() <= 0).forEach(p -> down.add(0, p));
    return (crossing(up) + crossing(down)) / 2;
  }

  private static double crossing(List<Point> outwards) {
    double reached = 0;
    for (int i = 0; i < outwards.size(); i++) {
      double p = outwards.get(i).probability();
      double at = Math.abs(outwards.get(i).amplitude());
      if (p < BELIEVED) {
        if (i == 0) {
          return 0;
        }
        double before = outwards.get(i - 1).probability();
        return reached + (at - reached) * (before - BELIEVED) / (before - p);
      }
      reached = at;
    }
    return reached;
  }

  /** The range as a measured value, with subject {@code kind/factor}. */
  public Measured measured() {
    return new Measured("over-generalisation", kind + "/" + factor, "", range(), "");
  }
}
