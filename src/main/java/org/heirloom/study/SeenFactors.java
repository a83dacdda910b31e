package org.heirloom.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers that say how the generator's creatures are seen, and in which range each is drawn. */
public final class SeenFactors {
  private static final Map<String, Range> RANGES = ranges();

  private SeenFactors() {}

  /** From the lowest to the highest value, both included. */
  public record Range(double low, double high) {
    private boolean holds(List<Double> part) {
      return part.size() == 2
          && low <= part.get(0)
          && part.get(0) < part.get(1)
          && part.get(1) <= high;
    }
  }

  private static Map<String, Range> ranges() {
    Map<String, Range> ranges = new LinkedHashMap<>();
    ranges.put("x", new Range(-0.1, 0.1));
    ranges.put("y", new Range(-0.05, 0.1));
    ranges.put("scale", new Range(0.78, 1.2));
    ranges.put("rotation", new Range(-30, 30));
    ranges.put("yaw", new Range(-45, 45));
    ranges.put("light-direction", new Range(0, 360));
    ranges.put("light-strength", new Range(0, 0.35));
    ranges.put("brightness", new Range(0.6, 1.1));
    ranges.put("background-hue", new Range(0, 1));
    ranges.put("clutter", new Range(0, 1));
    return Collections.unmodifiableMap(ranges);
  }

  /** Every factor's range by its name, in the order in which drawings list them. */
  public static Map<String, Range> all() {
    return RANGES;
  }

  /** Checks parts of ranges that may be trained on. */
  static void check(Map<String, List<Double>> parts, Scope scope) {
    parts.forEach(
        (name, part) -> {
          Range range = RANGES.get(name);
          if (range == null) {
            scope.refuse(
                name,
                "no number that says how a creature is seen. Expected one of: "
                    + String.join(", ", RANGES.keySet())
                    + Text.nearest(name, RANGES.keySet())
                        .map(near -> ". Did you mean \"" + near + "\"?")
                        .orElse("."));
          } else {
            scope.require(
                range.holds(part),
                name,
                "no part of the factor's range. Got %s. Expected two ascending numbers from %s to %s."
                    .formatted(
                        part.stream().map(Text::number).toList(),
                        Text.number(range.low()),
                        Text.number(range.high())));
          }
        });
  }
}
