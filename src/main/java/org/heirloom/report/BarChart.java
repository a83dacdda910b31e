package org.heirloom.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.retain.Scorecard.Estimate;

/** Groups of horizontal bars that start at one half, on a scale from 0 to 1. */
final class BarChart {
  private static final double WIDTH = 400;
  private static final double LEFT = 112;
  private static final double RIGHT = 12;
  private static final double TOP = 6;
  private static final double BOTTOM = 34;
  private static final double THICK = 8;
  private static final double PITCH = 11;
  private static final double GAP = 9;
  private static final int LONGEST_NAME = 15;

  private BarChart() {}

  /**
   * One bar.
   *
   * @param group what bars are grouped by, the heading at the left
   * @param filled drawn solid, else hollow
   * @param unusable why it is not drawn, or empty
   */
  record Bar(
      String group,
      String label,
      String cssClass,
      Estimate estimate,
      boolean filled,
      String unusable) {}

  static Element of(String description, List<Bar> bars) {
    Map<String, List<Bar>> groups = new LinkedHashMap<>();
    bars.forEach(b -> groups.computeIfAbsent(b.group(), g -> new java.util.ArrayList<>()).add(b));
    double height = TOP + bars.size() * PITCH + groups.size() * GAP + BOTTOM;
    Axis x = new Axis(0, 1, LEFT, WIDTH - RIGHT);
    Element svg =
        Element.of("svg", "chart")
            .set("viewBox", "0 0 " + Numbers.coordinate(WIDTH) + " " + Numbers.coordinate(height))
            .set("role", "img")
            .set("aria-label", description + "; the numbers stand in the table below");
    double bottom = height - BOTTOM;
    for (double tick : new double[] {0, 0.25, 0.5, 0.75, 1}) {
      svg.add(LineChart.rule(tick == 0.5 ? "axis" : "grid", x.at(tick), TOP, x.at(tick), bottom));
      svg.add(LineChart.label("tick", x.at(tick), bottom + 14, Numbers.setting(tick)));
    }
    svg.add(LineChart.label("axis-title", x.at(0.5), height - 4, "TCAV score; 0.5 says nothing"));
    double y = TOP;
    for (Map.Entry<String, List<Bar>> group : groups.entrySet()) {
      double middle = y + (GAP + group.getValue().size() * PITCH) / 2 + 4;
      svg.add(
          LineChart.label("tick right", LEFT - 8, middle, shortened(group.getKey()))
              .add("title", group.getKey()));
      y += GAP / 2;
      for (Bar bar : group.getValue()) {
        svg.add(bar(bar, x, y));
        y += PITCH;
      }
      y += GAP / 2;
    }
    return svg;
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  private static Element bar(Bar bar, Axis x, double y) {
    Element group = Element.of("g", bar.cssClass() + (bar.filled() ? " filled" : " hollow"));
    double middle = y + PITCH / 2;
    if (!bar.unusable().isEmpty() || !Double.isFinite(bar.estimate().value())) {
      String reason = bar.unusable().isEmpty() ? "undefined" : bar.unusable();
      return group
          .add("title", bar.label() + ": not usable, " + reason)
          .add(LineChart.label("unusable", x.at(0.5) + 8, middle + 3.5, "✕ not usable"));
    }
    double from = x.at(Math.min(0.5, bar.estimate().value()));
    double to = x.at(Math.max(0.5, bar.estimate().value()));
    group
        .add("title", bar.label() + ": " + Numbers.plain(bar.estimate().value()))
        .add(
            Element.of("rect", "bar")
                .set("x", from)
                .set("y", y + (PITCH - THICK) / 2)
                .set("width", Math.max(0.75, to - from))
                .set("height", THICK));
    if (Numbers.hasInterval(bar.estimate())) {
      double low = x.at(bar.estimate().low());
      double high = x.at(bar.estimate().high());
      group
          .add(LineChart.rule("whisker", low, middle, high, middle))
          .add(LineChart.rule("whisker", low, middle - 2.5, low, middle + 2.5))
          .add(LineChart.rule("whisker", high, middle - 2.5, high, middle + 2.5));
    }
    return group;
  }
}
