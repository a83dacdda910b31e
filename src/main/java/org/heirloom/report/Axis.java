package org.heirloom.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear scale from values to a line of a drawing.
 *
 * @param min value at {@code start}
 * @param max value at {@code end}; more than {@code min}
 */
record Axis(double min, double max, double start, double end) {

  Axis {
    if (!(max > min)) {
      throw new IllegalArgumentException("an axis needs min < max, got " + min + " and " + max);
    }
  }

  /** Where a value lies; values outside are held at the ends. */
  double at(double value) {
    double share = (Math.min(max, Math.max(min, value)) - min) / (max - min);
    return start + share * (end - start);
  }

  boolean holds(double value) {
    return value >= min && value <= max;
  }

  /** Round values from {@code min} to {@code max}, at most six. */
  List<Double> ticks() {
    double rough = (max - min) / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power;
    for (double factor : new double[] {1, 2, 5, 10}) {
      step = factor * power;
      if (step >= rough * 0.999) {
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(min / step - 1e-9); i * step <= max + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** The axis whose ends are round numbers around all values, for a drawing of the same place. */
  static Axis around(List<Double> values, double start, double end) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    if (min > max) {
      return new Axis(0, 1, start, end);
    }
    double room = max > min ? 0.04 * (max - min) : Math.max(0.1 * Math.abs(max), 0.1);
    return new Axis(min >= 0 && min < 0.5 * max ? 0 : min - room, max + room, start, end);
  }
}
