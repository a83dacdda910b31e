package org.heirloom.metrics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heirloom.metrics.Metric.Kind;

/** Every metric that rows, scorecards, margins and gates can name, with what it means. */
public final class MetricCatalogue {
  private static final List<Metric> ALL =
      Stream.of(
              BehaviourMetrics.all(),
              ShortcutMetrics.all(),
              InsideMetrics.all(),
              DissectionMetrics.all(),
              UnitMetrics.all(),
              InterventionMetrics.all(),
              InformationMetrics.all(),
              GeneralisationMetrics.all(),
              SaliencyMetrics.all(),
              MapMetrics.all(),
              SurvivalMetrics.all(),
              PrototypeMetrics.all(),
              EffortMetrics.all(),
              SurrogateMetrics.all(),
              LocalMetrics.all())
          .flatMap(List::stream)
          .toList();

  private static final Map<String, Metric> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Metric::name, Function.identity()));

  private static final List<String> NAMES = ALL.stream().map(Metric::name).toList();

  private static final Map<String, Integer> PLACES =
      NAMES.stream().collect(Collectors.toUnmodifiableMap(name -> name, NAMES::indexOf));

  private MetricCatalogue() {}

  /** All metrics, family by family; a value is followed by its gap. */
  public static List<Metric> all() {
    return ALL;
  }

  /** Their names, in that order. */
  public static List<String> names() {
    return NAMES;
  }

  /** Where a metric stands in the order in which metrics are told; the last place if unknown. */
  public static int place(String name) {
    return PLACES.getOrDefault(name, NAMES.size());
  }

  /** Names that a scorecard scores, so that margins and gates may use them. */
  public static List<String> scored() {
    return ALL.stream()
        .filter(metric -> metric.kind() == Kind.GAP || metric.kind() == Kind.COMPARISON)
        .map(Metric::name)
        .toList();
  }

  /** The metric of that name, or empty. */
  public static Optional<Metric> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /**
   * The metric of that name.
   *
   * @throws IllegalArgumentException if there is none: rows with unknown metrics are a bug
   */
  public static Metric get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No metric \"%s\" in the catalogue. Known: %s."
                        .formatted(name, String.join(", ", names()))));
  }

  /**
   * What a scorecard makes of a measured metric: its gap for a value, itself for a comparison,
   * nothing for context.
   */
  public static Optional<Metric> scoredAs(Metric measured) {
    return switch (measured.kind()) {
      case VALUE -> Optional.of(get(gapName(measured.name())));
      case COMPARISON -> Optional.of(measured);
      case GAP, CONTEXT -> Optional.empty();
    };
  }

  private static String gapName(String value) {
    return value.equals("tcav-score") ? "tcav-shift" : value + "-gap";
  }
}
