package org.heirloom.metrics;

import java.util.List;

/**
 * One published result.
 *
 * @param labels values in the order of the catalogue's labels
 */
public record Sample(ResultSeries series, List<String> labels, double value) {
  public Sample {
    labels = List.copyOf(labels);
    int expected = SeriesCatalogue.of(series).labels().size();
    if (labels.size() != expected) {
      throw new IllegalArgumentException(
          series.seriesName() + ": got labels " + labels + "; expected " + expected);
    }
  }
}
