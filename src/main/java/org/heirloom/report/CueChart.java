package org.heirloom.report;

import java.util.List;
import org.heirloom.report.UnitFindings.Shortcut;

/** A line per arm from accuracy with a conflicting cue to that with an agreeing one. */
final class CueChart {
  private static final double WIDTH = 460;
  private static final double LEFT = 120;
  private static final double RIGHT = 14;
  private static final double TOP = 8;
  private static final double BOTTOM = 36;
  private static final double PITCH = 26;
  private static final double RADIUS = 4;

  private CueChart() {}

  static Element of(ReportInput input, List<Shortcut> shortcuts) {
    double height = TOP + shortcuts.size() * PITCH + BOTTOM;
    Axis x = new Axis(0, 1, LEFT, WIDTH - RIGHT);
    Element svg =
        Element.of("svg", "chart")
            .set("viewBox", "0 0 " + Numbers.coordinate(WIDTH) + " " + Numbers.coordinate(height))
            .set("role", "img")
            .set("aria-label", "Accuracy by cue; the numbers stand in the table below");
    double bottom = height - BOTTOM;
    for (double tick : new double[] {0, 0.25, 0.5, 0.75, 1}) {
      svg.add(LineChart.rule("grid", x.at(tick), TOP, x.at(tick), bottom));
      svg.add(LineChart.label("tick", x.at(tick), bottom + 14, Numbers.percent(tick)));
    }
    svg.add(LineChart.label("axis-title", x.at(0.5), height - 4, "accuracy"));
    double y = TOP + PITCH / 2;
    for (Shortcut shortcut : shortcuts) {
      svg.add(LineChart.label("tick right", LEFT - 8, y + 4, shortcut.arm()));
      svg.add(arm(Words.armClass(input.arms(), shortcut.arm()), shortcut, x, y));
      y += PITCH;
    }
    return svg;
  }

  private static Element arm(String cssClass, Shortcut shortcut, Axis x, double y) {
    Element group = Element.of("g", cssClass);
    group
        .add(
            LineChart.rule(
                "whisker", x.at(shortcut.conflicting()), y, x.at(shortcut.agreeing()), y))
        .add(dot("filled", "cue agrees", shortcut.agreeing(), x, y))
        .add(dot("hollow", "cue conflicts", shortcut.conflicting(), x, y));
    double absent = x.at(shortcut.absent());
    group.add(
        Element.of("g")
            .add("title", "no cue: " + Numbers.percent(shortcut.absent()))
            .add(LineChart.rule("whisker", absent, y - 7, absent, y + 7)));
    return group;
  }

  private static Element dot(String fill, String what, double value, Axis x, double y) {
    return Element.of("g", fill)
        .add("title", what + ": " + Numbers.percent(value))
        .add(Element.of("circle", "bar").set("cx", x.at(value)).set("cy", y).set("r", RADIUS));
  }
}
