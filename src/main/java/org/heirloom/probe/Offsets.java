package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.metrics.Measured;
import org.heirloom.stats.Feature;
import org.heirloom.stats.Logits;

/**
 * What a network answers, and what its layers tell of the class, while one factor moves over its
 * range and creatures stay the same.
 *
 * <p>The components of a layer are fitted on other creatures as they were in training, and are the
 * same at every value, so that a layer that says the class in another way beyond its training is
 * seen as telling less only where the way itself is lost.
 *
 * @see <a href="https://arxiv.org/abs/1811.07807">Xu et al. (2018), Deeper interpretability of deep
 *     networks</a>
 */
public final class Offsets {
  /** A layer that tells less inside has nothing to be invariant with. */
  private static final double LEAST_BITS = 0.05;

  /** Flag of a layer that tells next to nothing where the factor is as in training. */
  static final String NOTHING_INSIDE = "tells-nothing-inside";

  private final String factor;
  private final int[] labels;
  private final List<String> ids;
  private final Map<String, double[][]> fitted;
  private final int components;
  private final Seed seed;
  private final List<Point> points = new ArrayList<>();
  private final List<boolean[]> right = new ArrayList<>();

  /**
   * What was found at one value of the factor.
   *
   * @param inside whether networks were trained there
   * @param accuracy share of creatures whose class is chosen
   * @param information bits about the class, by layer; NaN where undefined
   * @param redundancy bits that class and layer tell alike of the logits, by layer
   */
  public record Point(
      double value,
      boolean inside,
      double accuracy,
      Map<String, Double> information,
      Map<String, Double> redundancy) {}

  /**
   * Creatures of which images at all values follow.
   *
   * @param factor name
   * @param ids of the creatures
   * @param labels of the creatures
   * @param fitted activations of other creatures as in training, by layer: {@code [n][units]}
   * @param components of each layer, at most
   */
  public Offsets(
      String factor,
      List<String> ids,
      int[] labels,
      Map<String, double[][]> fitted,
      int components,
      Seed seed) {
    this.factor = factor;
    this.ids = List.copyOf(ids);
    this.labels = labels.clone();
    this.fitted = fitted;
    this.components = components;
    this.seed = seed;
  }

  /**
   * Takes what the network showed of all creatures at one value.
   *
   * @param logits {@code [creatures][classes]}
   * @param layers activations by layer, {@code [creatures][units]}
   */
  public void add(double value, boolean inside, double[][] logits, Map<String, double[][]> layers) {
    boolean[] correct = new boolean[labels.length];
    int sum = 0;
    for (int i = 0; i < correct.length; i++) {
      correct[i] = Logits.argMax(logits[i]) == labels[i];
      sum += correct[i] ? 1 : 0;
    }
    Feature label = Feature.categorical(Arrays.stream(labels).asDoubleStream().toArray());
    Decisions decisions = Decisions.of(logits);
    Map<String, Double> information = new LinkedHashMap<>();
    Map<String, Double> redundancy = new LinkedHashMap<>();
    layers.forEach(
        (layer, rows) -> {
          LayerActivity activity = LayerActivity.of(fitted.get(layer), rows, components);
          Seed own = seed.child(layer).child(points.size());
          information.put(
              layer,
              activity.isConstant()
                  ? Double.NaN
                  : CauseInformation.of(activity, label, own.child("deals")));
          redundancy.put(
              layer,
              activity.isConstant()
                  ? Double.NaN
                  : decisions
                      .parts(label.gaussian(), activity.gaussian(), own.child("draws"))
                      .redundancy());
        });
    points.add(new Point(value, inside, sum / (double) correct.length, information, redundancy));
    right.add(correct);
  }

  /** What was found, in the order in which values were added. */
  public List<Point> points() {
    return List.copyOf(points);
  }

  /** The values as measured ones. */
  public List<Measured> findings() {
    List<Measured> found = new ArrayList<>();
    for (Point point : points) {
      String at = "/" + String.format(Locale.ROOT, "%.4g", point.value());
      found.add(new Measured("offset-accuracy", factor + at, "", point.accuracy(), ""));
      point
          .information()
          .forEach(
              (layer, bits) ->
                  found.add(measured("offset-information", layer + "/" + factor + at, bits)));
      point
          .redundancy()
          .forEach(
              (layer, bits) ->
                  found.add(measured("offset-redundancy", layer + "/" + factor + at, bits)));
    }
    for (String layer : fitted.keySet()) {
      found.add(invariance(layer));
    }
    if (points.stream().anyMatch(point -> !point.inside())) {
      found.addAll(outside());
    }
    return found;
  }

  private static Measured measured(String metric, String subject, double value) {
    return new Measured(metric, subject, "", value, Double.isNaN(value) ? "undefined" : "");
  }

  private Measured invariance(String layer) {
    double inside = mean(layer, true);
    double outside = mean(layer, false);
    String subject = layer + "/" + factor;
    return inside >= LEAST_BITS
        ? measured("invariance", subject, outside / inside)
        : new Measured(
            "invariance",
            subject,
            "",
            Double.NaN,
            Double.isNaN(inside) ? "undefined" : NOTHING_INSIDE);
  }

  private double mean(String layer, boolean inside) {
    return points.stream()
        .filter(point -> point.inside() == inside)
        .mapToDouble(point -> point.information().get(layer))
        .average()
        .orElse(Double.NaN);
  }

  /** Of each creature how often it is told right beyond the trained range. */
  private List<Measured> outside() {
    List<Measured> found = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      int asked = 0;
      int told = 0;
      for (int p = 0; p < points.size(); p++) {
        asked += points.get(p).inside() ? 0 : 1;
        told += !points.get(p).inside() && right.get(p)[i] ? 1 : 0;
      }
      found.add(new Measured("outside-accuracy", factor, ids.get(i), told / (double) asked, ""));
    }
    return found;
  }
}
