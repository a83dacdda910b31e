package org.heirloom.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.metrics.Measured;
import org.heirloom.metrics.Metric.Direction;
import org.heirloom.metrics.MetricCatalogue;
import org.heirloom.stats.Correlations;

/**
 * Whether two measures put the explainers of an image in the same order, the better first.
 *
 * <p>Spearman's ρ over explainers, controls included, image by image. Measures of which neither
 * direction is better take no part, nor do values that are undefined.
 */
public final class MeasureAgreement {
  /** Fewer than three explainers have a value of both measures. */
  public static final String FEW_EXPLAINERS = "few-explainers";

  /** A measure finds all explainers equally good. */
  public static final String ALL_EQUAL = "all-equal";

  private static final int FEWEST = 3;

  private MeasureAgreement() {}

  /**
   * The agreement of every pair, {@code measure-agreement}, in the order in which measures and
   * examples first appear; subject {@code a/b}.
   *
   * @param measured values whose subject is the name of an explainer; others are passed over
   * @param explainers their names
   */
  public static List<Measured> of(List<Measured> measured, List<String> explainers) {
    Map<String, Map<String, Map<String, Double>>> byMeasure = new LinkedHashMap<>();
    Map<String, Boolean> examples = new LinkedHashMap<>();
    for (Measured value : measured) {
      Direction direction = MetricCatalogue.get(value.metric()).direction();
      boolean ranks = direction == Direction.HIGHER || direction == Direction.LOWER;
      if (ranks && explainers.contains(value.subject())) {
        examples.put(value.example(), true);
        byMeasure
            .computeIfAbsent(value.metric(), m -> new LinkedHashMap<>())
            .computeIfAbsent(value.example(), e -> new LinkedHashMap<>())
            .put(value.subject(), direction == Direction.HIGHER ? value.value() : -value.value());
      }
    }
    List<Measured> agreements = new ArrayList<>();
    List<String> names = List.copyOf(byMeasure.keySet());
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        for (String example : examples.keySet()) {
          agreements.add(
              agreement(
                  names.get(a) + "/" + names.get(b),
                  example,
                  byMeasure.get(names.get(a)).getOrDefault(example, Map.of()),
                  byMeasure.get(names.get(b)).getOrDefault(example, Map.of())));
        }
      }
    }
    return agreements;
  }

  private static Measured agreement(
      String subject, String example, Map<String, Double> a, Map<String, Double> b) {
    List<String> common =
        a.keySet().stream()
            .filter(name -> Double.isFinite(a.get(name)))
            .filter(name -> Double.isFinite(b.getOrDefault(name, Double.NaN)))
            .toList();
    if (common.size() < FEWEST) {
      return new Measured("measure-agreement", subject, example, Double.NaN, FEW_EXPLAINERS);
    }
    double rho =
        Correlations.spearman(
            common.stream().mapToDouble(a::get).toArray(),
            common.stream().mapToDouble(b::get).toArray());
    return new Measured(
        "measure-agreement", subject, example, rho, Double.isNaN(rho) ? ALL_EQUAL : "");
  }
}
