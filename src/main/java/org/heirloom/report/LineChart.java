package org.heirloom.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heirloom.report.ReportInput.Point;

/** Lines with interval bands over two axes. */
final class LineChart {
  private static final double WIDTH = 400;
  private static final double HEIGHT = 250;
  private static final double LEFT = 46;
  private static final double RIGHT = 20;
  private static final double TOP = 10;
  private static final double BOTTOM = 40;

  private LineChart() {}

  /**
   * One line.
   *
   * @param cssClass gives colour and dash
   * @param points by rising x; points with an undefined mean interrupt the line
   * @param marked x of a point to mark, or NaN
   */
  record Series(String label, String cssClass, List<Point> points, double marked) {}

  /**
   * What the axes say.
   *
   * @param xTicks labels below values of x; empty for round numbers
   */
  record Labels(String description, String x, String y, SortedMap<Double, String> xTicks) {
    Labels(String description, String x, String y) {
      this(description, x, y, new TreeMap<>());
    }
  }

  /** Draws series in their order, the last on top, on a scale of y that holds them all. */
  static Element of(Labels labels, List<Series> series) {
    return of(labels, series, yAxis(series));
  }

  /** Draws series on a scale of y from {@code min} to {@code max}. */
  static Element of(Labels labels, List<Series> series, double min, double max) {
    return of(labels, series, new Axis(min, max, HEIGHT - BOTTOM, TOP));
  }

  /**
   * Draws series with a whisker at every point in place of bands, side by side where they share x.
   */
  static Element withWhiskers(Labels labels, List<Series> series) {
    List<Double> xs = values(series, Point::x);
    double range =
        xs.stream().max(Double::compare).orElse(1.0) - xs.stream().min(Double::compare).orElse(0.0);
    List<Series> apart = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      double aside = (i - (series.size() - 1) / 2.0) * 0.012 * range;
      Series s = series.get(i);
      List<Point> moved =
          s.points().stream()
              .map(p -> new Point(p.x() + aside, p.mean(), p.low(), p.high()))
              .toList();
      apart.add(new Series(s.label(), s.cssClass(), moved, Double.NaN));
    }
    Axis y = yAxis(series);
    Element svg = frame(labels, apart, y);
    Axis x = xAxis(apart);
    for (Series s : apart) {
      Element whiskers = Element.of("g", s.cssClass());
      for (Point p : s.points()) {
        if (Double.isFinite(p.low()) && Double.isFinite(p.high())) {
          whiskers.add(rule("whisker", x.at(p.x()), y.at(p.low()), x.at(p.x()), y.at(p.high())));
        }
      }
      svg.add(whiskers).add(line(s, x, y));
    }
    return svg;
  }

  /** A part of the x axis that is shaded. */
  record Range(double low, double high) {}

  /** Draws series as {@link #of(Labels, List)} does, over a part of the x axis that is shaded. */
  static Element withRange(Labels labels, List<Series> series, Range range) {
    Axis y = yAxis(series);
    Axis x = xAxis(series);
    Element svg = frame(labels, series, y);
    double from =
        x.at(
            Math.max(
                range.low(),
                values(series, Point::x).stream().min(Double::compare).orElse(range.low())));
    double to =
        x.at(
            Math.min(
                range.high(),
                values(series, Point::x).stream().max(Double::compare).orElse(range.high())));
    if (to > from) {
      svg.add(
          Element.of("rect", "trained")
              .set("x", from)
              .set("y", TOP)
              .set("width", to - from)
              .set("height", HEIGHT - BOTTOM - TOP));
    }
    series.forEach(s -> svg.add(band(s, x, y)));
    series.forEach(s -> svg.add(line(s, x, y)));
    return svg;
  }

  private static Axis xAxis(List<Series> series) {
    List<Double> xs = values(series, Point::x);
    double first = xs.stream().min(Double::compare).orElse(0.0);
    double last = xs.stream().max(Double::compare).orElse(1.0);
    return new Axis(first, last > first ? last : first + 1, LEFT, WIDTH - RIGHT);
  }

  private static Element of(Labels labels, List<Series> series, Axis y) {
    Axis x = xAxis(series);
    Element svg = frame(labels, series, y);
    series.forEach(s -> svg.add(band(s, x, y)));
    series.forEach(s -> svg.add(line(s, x, y)));
    return svg;
  }

  /** Axes and their labels. */
  private static Element frame(Labels labels, List<Series> series, Axis y) {
    Axis x = xAxis(series);
    Element svg =
        Element.of("svg", "chart")
            .set("viewBox", "0 0 " + Numbers.coordinate(WIDTH) + " " + Numbers.coordinate(HEIGHT))
            .set("role", "img")
            .set("aria-label", labels.description());
    grid(svg, x, y);
    SortedMap<Double, String> ticks = new TreeMap<>(labels.xTicks());
    if (ticks.isEmpty()) {
      x.ticks().forEach(tick -> ticks.put(tick, tick(tick)));
    }
    ticks.forEach(
        (value, text) -> {
          svg.add(rule("axis", x.at(value), y.start(), x.at(value), y.start() + 4));
          svg.add(label("tick", x.at(value), y.start() + 16, text));
        });
    svg.add(label("axis-title", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 5, labels.x()));
    svg.add(
        label("axis-title", 0, 0, labels.y())
            .set(
                "transform",
                "translate(12 "
                    + Numbers.coordinate((TOP + HEIGHT - BOTTOM) / 2)
                    + ") rotate(-90)"));
    return svg;
  }

  private static Axis yAxis(List<Series> series) {
    List<Double> values = new ArrayList<>(values(series, Point::mean));
    values.addAll(values(series, Point::low));
    values.addAll(values(series, Point::high));
    return Axis.around(values, HEIGHT - BOTTOM, TOP);
  }

  private static List<Double> values(
      List<Series> series, java.util.function.ToDoubleFunction<Point> what) {
    return series.stream().flatMap(s -> s.points().stream()).map(what::applyAsDouble).toList();
  }

  private static void grid(Element svg, Axis x, Axis y) {
    for (double tick : y.ticks()) {
      svg.add(rule("grid", x.start(), y.at(tick), x.end(), y.at(tick)));
      svg.add(label("tick right", LEFT - 6, y.at(tick) + 4, tick(tick)));
    }
    svg.add(rule("axis", x.start(), y.start(), x.end(), y.start()));
  }

  private static String tick(double value) {
    return BigDecimal.valueOf(value)
        .setScale(6, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString()
        .replace('-', '−');
  }

  private static Element band(Series series, Axis x, Axis y) {
    StringBuilder there = new StringBuilder();
    StringBuilder back = new StringBuilder();
    for (Point p : series.points()) {
      if (Double.isFinite(p.low()) && Double.isFinite(p.high())) {
        there.append(place(x.at(p.x()), y.at(p.high())));
        back.insert(0, place(x.at(p.x()), y.at(p.low())));
      }
    }
    return Element.of("g", series.cssClass())
        .add(Element.of("polygon", "band").set("points", (there + back.toString()).trim()));
  }

  private static Element line(Series series, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (Point p : series.points()) {
      if (!Double.isFinite(p.mean())) {
        drawing = false;
        continue;
      }
      path.append(drawing ? 'L' : 'M').append(place(x.at(p.x()), y.at(p.mean())));
      drawing = true;
    }
    Element group =
        Element.of("g", series.cssClass())
            .add("title", series.label())
            .add(Element.of("path", "line").set("d", path.toString().trim()));
    for (Point p : series.points()) {
      if (p.x() == series.marked() && Double.isFinite(p.mean())) {
        group.add(
            Element.of("circle", "dot")
                .set("cx", x.at(p.x()))
                .set("cy", y.at(p.mean()))
                .set("r", 3.5));
      }
    }
    return group;
  }

  private static String place(double x, double y) {
    return Numbers.coordinate(x) + "," + Numbers.coordinate(y) + " ";
  }

  static Element rule(String cssClass, double x1, double y1, double x2, double y2) {
    return Element.of("line", cssClass).set("x1", x1).set("y1", y1).set("x2", x2).set("y2", y2);
  }

  static Element label(String cssClass, double x, double y, String text) {
    return Element.of("text", cssClass).set("x", x).set("y", y).text(text);
  }
}
