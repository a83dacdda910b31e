package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heirloom.data.PixelConcept;
import org.heirloom.metrics.Measured;

/**
 * What the units of a layer see, at one quantile.
 *
 * @param layer its name
 * @param level the quantile's name in subjects: {@code matched}, or the number
 * @param quantile the share of positions at which units count as active
 * @param threshold above which a unit may be a detector of the concept that it matches best
 * @param units all of them
 * @param concepts the best IoU that any unit reaches with each concept
 * @param nullIou the 99th percentile of units' best IoUs with masks of other images; NaN without a
 *     null
 * @param relativeError the largest share by which a unit's threshold may be too high
 */
public record DissectedLayer(
    String layer,
    String level,
    double quantile,
    double threshold,
    List<DissectedUnit> units,
    SortedMap<PixelConcept, Double> concepts,
    double nullIou,
    double relativeError) {
  private static final double PERCENTILE = 0.99;

  static DissectedLayer of(
      LayerDissection dissection,
      int level,
      String name,
      double quantile,
      ConceptTally tally,
      double threshold) {
    Overlaps[] overlaps = dissection.overlaps(level);
    Overlaps real = overlaps[0];
    List<DissectedUnit> units = new ArrayList<>();
    double error = 0;
    for (int u = 0; u < real.units(); u++) {
      UnitThresholds.Threshold at = dissection.threshold(level, u);
      int best = real.best(u);
      units.add(
          new DissectedUnit(
              u,
              tally.concepts().get(best),
              real.iou(u, best),
              at.value(),
              at.state().name().toLowerCase(Locale.ROOT),
              dissection.topImages(u)));
      error = Math.max(error, at.relativeError());
    }
    SortedMap<PixelConcept, Double> concepts = new TreeMap<>();
    for (int c = 0; c < real.concepts(); c++) {
      concepts.put(tally.concepts().get(c), real.iou(real.bestUnit(c), c));
    }
    return new DissectedLayer(
        dissection.layer(),
        name,
        quantile,
        threshold,
        List.copyOf(units),
        concepts,
        nullIou(overlaps),
        error);
  }

  /** Over all units and arrangements together. */
  private static double nullIou(Overlaps[] overlaps) {
    int units = overlaps[0].units();
    double[] best = new double[(overlaps.length - 1) * units];
    for (int a = 1; a < overlaps.length; a++) {
      for (int u = 0; u < units; u++) {
        best[(a - 1) * units + u] = overlaps[a].iou(u, overlaps[a].best(u));
      }
    }
    Arrays.sort(best);
    int place = (int) Math.ceil(PERCENTILE * best.length - 1e-9) - 1;
    return best.length == 0 ? Double.NaN : best[place];
  }

  /** What rows say it was measured on. */
  public String subject() {
    return layer + "/" + level;
  }

  /** Units whose best IoU is above the threshold, and above the null where there is one. */
  public List<DissectedUnit> detectors() {
    double line = Double.isNaN(nullIou) ? threshold : Math.max(threshold, nullIou);
    return units.stream().filter(unit -> unit.iou() > line).toList();
  }

  /** Names of the concepts that some unit detects, in alphabetical order. */
  public List<String> detected() {
    TreeSet<String> names = new TreeSet<>();
    detectors().forEach(unit -> names.add(unit.concept().name()));
    return List.copyOf(names);
  }

  /** Its rows. */
  List<Measured> measured() {
    List<Measured> rows = new ArrayList<>();
    int detected = detected().size();
    rows.add(
        row("detectors", (double) units.stream().filter(unit -> unit.iou() > threshold).count()));
    rows.add(row("detector-share", share(detectors().size())));
    rows.add(row("unique-concepts", detected));
    rows.add(row("concept-coverage", (double) detected / Math.min(units.size(), concepts.size())));
    if (!Double.isNaN(nullIou)) {
      rows.add(row("null-iou", nullIou));
      rows.add(
          row("units-above-null", share(units.stream().filter(u -> u.iou() > nullIou).count())));
    }
    rows.add(row("units-dead", share(in(UnitThresholds.State.DEAD))));
    rows.add(row("units-saturated", share(in(UnitThresholds.State.SATURATED))));
    concepts.forEach(
        (concept, iou) ->
            rows.add(new Measured("concept-iou", subject() + "/" + concept.name(), "", iou, "")));
    return rows;
  }

  private long in(UnitThresholds.State state) {
    String name = state.name().toLowerCase(Locale.ROOT);
    return units.stream().filter(unit -> unit.state().equals(name)).count();
  }

  private double share(long count) {
    return (double) count / units.size();
  }

  private Measured row(String metric, double value) {
    return new Measured(metric, subject(), "", value, "");
  }
}
