package org.heirloom.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.retain.Scorecard.Estimate;

/** Groups of horizontal bars that start at one value of a scale. */
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
   * What bars are drawn on.
   *
   * @param base where they start
   * @param greatest where the scale that begins at 0 ends
   */
  record Scale(double base, double greatest, String title) {
    static final Scale TCAV = new Scale(0.5, 1, "TCAV score; 0.5 says nothing");

    /** From 0 to the next of 0.1, 0.2, 0.4 and 1 above a value. */
    static Scale from0(double value, String title) {
      double greatest = value <= 0.1 ? 0.1 : value <= 0.2 ? 0.2 : value <= 0.4 ? 0.4 : 1;
      return new Scale(0, greatest, title);
    }

    private double[] ticks() {
      double[] ticks = new double[5];
      for (int i = 0; i < ticks.length; i++) {
        ticks[i] = greatest * i / (ticks.length - 1);
      }
      return ticks;
    }
  }

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

  static Element of(String description, List<Bar> bars, Scale scale) {
    Map<String, List<Bar>> groups = new LinkedHashMap<>();
    bars.forEach(b -> groups.computeIfAbsent(b.group(), g -> new java.util.ArrayList<>()).add(b));
    double height = TOP + bars.size() * PITCH + groups.size() * GAP + BOTTOM;
    Axis x = new Axis(0, scale.greatest(), LEFT, WIDTH - RIGHT);
    Element svg =
        Element.of("svg", "chart")
            .set("viewBox", "0 0 " + Numbers.coordinate(WIDTH) + " " + Numbers.coordinate(height))
            .set("role", "img")
            .set("aria-label", description + "; the numbers stand in the table below");
    double bottom = height - BOTTOM;
    for (double tick : scale.ticks()) {
      svg.add(
          LineChart.rule(
              tick == scale.base() ? "axis" : "grid", x.at(tick), TOP, x.at(tick), bottom));
      svg.add(LineChart.label("tick", x.at(tick), bottom + 14, Numbers.setting(tick)));
    }
    svg.add(LineChart.label("axis-title", x.at(scale.greatest() / 2), height - 4, scale.title()));
    double y = TOP;
    for (Map.Entry<String, List<Bar>> group : groups.entrySet()) {
      double middle = y + (GAP + group.getValue().size() * PITCH) / 2 + 4;
      svg.add(
          LineChart.label("tick right", LEFT - 8, middle, shortened(group.getKey()))
              .add("title", group.getKey()));
      y += GAP / 2;
      for (Bar bar : group.getValue()) {
        svg.add(bar(bar, x, y, scale));
        y += PITCH;
      }
      y += GAP / 2;
    }
    return svg;
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  private static Element bar(Bar bar, Axis x, double y, Scale scale) {
    Element group = Element.of("g", bar.cssClass() + (bar.filled() ? " filled" : " hollow"));
    double middle = y + PITCH / 2;
    if (!bar.unusable().isEmpty() || !Double.isFinite(bar.estimate().value())) {
      String reason = bar.unusable().isEmpty() ? "undefined" : bar.unusable();
      return group
          .add("title", bar.label() + ": not usable, " + reason)
          .add(LineChart.label("unusable", x.at(scale.base()) + 8, middle + 3.5, "✕ not usable"));
    }
    double from = x.at(Math.min(scale.base(), bar.estimate().value()));
    double to = x.at(Math.max(scale.base(), bar.estimate().value()));
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
      double high = x.at(Math.min(scale.greatest(), bar.estimate().high()));
      group
          .add(LineChart.rule("whisker", low, middle, high, middle))
          .add(LineChart.rule("whisker", low, middle - 2.5, low, middle + 2.5))
          .add(LineChart.rule("whisker", high, middle - 2.5, high, middle + 2.5));
    }
    return group;
  }
}
