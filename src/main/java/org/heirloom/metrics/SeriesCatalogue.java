package org.heirloom.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every series that Prometheus is told, with what it means. {@link MetricCatalogue} holds what
 * studies measure; a series may carry one of its names as a label.
 */
public final class SeriesCatalogue {
  private static final List<Series> ALL =
      Stream.concat(LiveEntries.all().stream(), ResultEntries.all().stream()).toList();

  private static final Map<String, Series> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Series::name, Function.identity()));

  static {
    Stream.concat(
            Arrays.stream(LiveSeries.values()).map(LiveSeries::seriesName),
            Arrays.stream(ResultSeries.values()).map(ResultSeries::seriesName))
        .forEach(SeriesCatalogue::require);
  }

  private SeriesCatalogue() {}

  /** All series: those of running processes, then results. */
  public static List<Series> all() {
    return ALL;
  }

  /** Their names, in that order. */
  public static List<String> names() {
    return ALL.stream().map(Series::name).toList();
  }

  /** The series of that name, or empty. */
  public static Optional<Series> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** What is said of a live series. */
  public static Series of(LiveSeries series) {
    return require(series.seriesName());
  }

  /** What is said of a result. */
  public static Series of(ResultSeries series) {
    return require(series.seriesName());
  }

  private static Series require(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalStateException("No series " + name + " in the catalogue"));
  }
}
