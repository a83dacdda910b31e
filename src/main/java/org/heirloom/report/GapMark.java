package org.heirloom.report;

import java.util.List;
import org.heirloom.retain.Scorecard.Estimate;

/**
 * A small drawing of an interval against the margin: a band of ±δ around equality with the teacher,
 * a dot and whiskers.
 *
 * <p>All marks of a row share a scale of four margins to either side; what lies beyond ends in an
 * arrow.
 */
final class GapMark {
  private static final double WIDTH = 132;
  private static final double HEIGHT = 20;
  private static final double MIDDLE = HEIGHT / 2;
  private static final double MARGINS = 4;

  /** Margins shown on a side where nothing lies. */
  private static final double NARROW = 1.5;

  private final Axis axis;
  private final Scale scale;

  private GapMark(Axis axis, Scale scale) {
    this.axis = axis;
    this.scale = scale;
  }

  /** Where values count as retained. */
  enum Good {
    /** Within the margin. */
    NEAR,
    /** Within the margin and above it. */
    ABOVE,
    /** Within the margin and below it. */
    BELOW,
    /** Nowhere: nothing is judged. */
    UNJUDGED
  }

  /**
   * What a row is drawn against.
   *
   * @param target value that means equality with the teacher, or NaN
   * @param margin δ, or NaN
   * @param symmetric whether both sides show as much, so that rows of gaps line up
   */
  record Scale(double target, double margin, boolean symmetric, Good good) {
    boolean isJudged() {
      return good != Good.UNJUDGED && Double.isFinite(target) && margin > 0;
    }
  }

  /** The marks of a row, given every interval that it shows. */
  static GapMark of(Scale scale, List<Estimate> row) {
    double target = scale.target();
    double margin = scale.margin();
    boolean anchored = Double.isFinite(target);
    if (anchored && margin > 0) {
      double low = scale.symmetric() || below(row, target - margin) ? MARGINS : NARROW;
      double high = scale.symmetric() || above(row, target + margin) ? MARGINS : NARROW;
      return new GapMark(
          new Axis(target - low * margin, target + high * margin, 6, WIDTH - 6), scale);
    }
    double reach = 1e-9;
    double centre = anchored ? target : 0;
    for (Estimate e : row) {
      for (double value : new double[] {e.value(), e.low(), e.high()}) {
        reach = Double.isFinite(value) ? Math.max(reach, Math.abs(value - centre)) : reach;
      }
    }
    Axis axis = new Axis(centre - 1.1 * reach, centre + 1.1 * reach, 6, WIDTH - 6);
    return new GapMark(axis, scale);
  }

  private static boolean below(List<Estimate> row, double bound) {
    return row.stream().anyMatch(e -> e.low() < bound || e.value() < bound);
  }

  private static boolean above(List<Estimate> row, double bound) {
    return row.stream().anyMatch(e -> e.high() > bound || e.value() > bound);
  }

  /**
   * Draws one interval.
   *
   * @param cssClass gives the colour
   */
  Element draw(Estimate estimate, String cssClass) {
    Element svg =
        Element.of("svg", "mark " + cssClass)
            .set("viewBox", "0 0 " + Numbers.coordinate(WIDTH) + " " + Numbers.coordinate(HEIGHT))
            .set("role", "img")
            .set("aria-label", describe(estimate));
    if (scale.isJudged()) {
      double from = axis.at(scale.target() - scale.margin());
      double to = axis.at(scale.target() + scale.margin());
      svg.add(area("margin", from, to));
      if (scale.good() == Good.ABOVE) {
        svg.add(area("good", to, axis.end()));
      } else if (scale.good() == Good.BELOW) {
        svg.add(area("good", axis.start(), from));
      }
    }
    svg.add(LineChart.rule("base", axis.start(), MIDDLE, axis.end(), MIDDLE));
    if (Double.isFinite(scale.target())) {
      double x = axis.at(scale.target());
      svg.add(LineChart.rule("target", x, 1, x, HEIGHT - 1));
    }
    if (Numbers.hasInterval(estimate)) {
      whiskers(svg, estimate);
    }
    if (Double.isFinite(estimate.value()) && axis.holds(estimate.value())) {
      svg.add(
          Element.of("circle", "dot")
              .set("cx", axis.at(estimate.value()))
              .set("cy", MIDDLE)
              .set("r", 4.0));
    }
    return svg;
  }

  private void whiskers(Element svg, Estimate estimate) {
    double low = axis.at(estimate.low());
    double high = axis.at(estimate.high());
    svg.add(LineChart.rule("whisker", low, MIDDLE, high, MIDDLE));
    end(svg, estimate.low(), low);
    end(svg, estimate.high(), high);
    if (estimate.high() < axis.min() || estimate.value() < axis.min()) {
      arrow(svg, axis.start(), -1);
    } else if (estimate.low() > axis.max() || estimate.value() > axis.max()) {
      arrow(svg, axis.end(), 1);
    }
  }

  private void end(Element svg, double value, double x) {
    if (axis.holds(value)) {
      svg.add(LineChart.rule("whisker", x, MIDDLE - 4, x, MIDDLE + 4));
    } else if (value < axis.min()) {
      arrow(svg, axis.start(), -1);
    } else {
      arrow(svg, axis.end(), 1);
    }
  }

  private static void arrow(Element svg, double x, int direction) {
    String d =
        "M%s %sL%s %sL%s %sZ"
            .formatted(
                Numbers.coordinate(x + 5 * direction),
                Numbers.coordinate(MIDDLE),
                Numbers.coordinate(x - 3 * direction),
                Numbers.coordinate(MIDDLE - 5),
                Numbers.coordinate(x - 3 * direction),
                Numbers.coordinate(MIDDLE + 5));
    svg.add(Element.of("path", "arrow").set("d", d));
  }

  private String describe(Estimate estimate) {
    String interval =
        Numbers.hasInterval(estimate)
            ? "interval " + Numbers.interval(estimate, true)
            : "no interval";
    if (!scale.isJudged()) {
      return interval;
    }
    String low = Numbers.setting(scale.target() - scale.margin());
    String high = Numbers.setting(scale.target() + scale.margin());
    return interval
        + switch (scale.good()) {
          case NEAR -> ", retained from " + low + " to " + high;
          case ABOVE -> ", retained from " + low;
          case BELOW -> ", retained up to " + high;
          case UNJUDGED -> "";
        };
  }

  private static Element area(String cssClass, double from, double to) {
    return Element.of("rect", cssClass)
        .set("x", from)
        .set("y", 1.0)
        .set("width", to - from)
        .set("height", HEIGHT - 2);
  }
}
