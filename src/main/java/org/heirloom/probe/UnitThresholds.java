package org.heirloom.probe;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.heirloom.stats.QuantileSketch;

/** From the activations of a layer's units, at native resolution, where each counts as active. */
final class UnitThresholds {
  private final QuantileSketch[] sketches;
  private final float[] least;
  private final float[] greatest;

  /** What a unit is good for at a threshold. */
  enum State {
    /** As it should be. */
    SOUND,
    /** Its highest value fills more than the quantile; it is active where it reaches that. */
    SATURATED,
    /** It has one value everywhere, and is never active. */
    DEAD
  }

  /**
   * Where a unit counts as active: strictly above a value.
   *
   * @param relativeError by what share the value may be too high, 0 where it is exact
   */
  record Threshold(float value, State state, double relativeError) {}

  UnitThresholds(int units) {
    this.sketches =
        IntStream.range(0, units)
            .mapToObj(u -> new QuantileSketch())
            .toArray(QuantileSketch[]::new);
    this.least = new float[units];
    this.greatest = new float[units];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
  }

  int units() {
    return sketches.length;
  }

  /**
   * Adds a unit's map of one image; returns its greatest value.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  float add(int unit, float[] map) {
    float highest = Float.NEGATIVE_INFINITY;
    QuantileSketch sketch = sketches[unit];
    for (float value : map) {
      sketch.add(value);
      highest = Math.max(highest, value);
      least[unit] = Math.min(least[unit], value);
    }
    greatest[unit] = Math.max(greatest[unit], highest);
    return highest;
  }

  /** The least value with at most a share of a unit's positions above it. */
  Threshold at(int unit, double quantile) {
    if (least[unit] == greatest[unit]) {
      return new Threshold(greatest[unit], State.DEAD, 0);
    }
    QuantileSketch.Quantile found = sketches[unit].above(quantile);
    return found.saturated()
        ? new Threshold(Math.nextDown(found.value()), State.SATURATED, found.relativeError())
        : new Threshold(found.value(), State.SOUND, found.relativeError());
  }
}
