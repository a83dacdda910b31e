package org.heirloom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.heirloom.metrics.Series.Kind;
import org.heirloom.metrics.Series.Label;
import org.heirloom.metrics.Series.Origin;
import org.junit.jupiter.api.Test;

class SeriesCatalogueTest {

  @Test
  void everyNameThatCodeCanEmitIsThereAndNoOther() {
    List<String> emitted =
        Stream.concat(
                Arrays.stream(LiveSeries.values()).map(LiveSeries::seriesName),
                Arrays.stream(ResultSeries.values()).map(ResultSeries::seriesName))
            .toList();

    assertThat(SeriesCatalogue.names())
        .containsExactlyInAnyOrderElementsOf(emitted)
        .doesNotHaveDuplicates();
  }

  @Test
  void namesFollowTheConventionsOfPrometheus() {
    for (Series series : SeriesCatalogue.all()) {
      assertThat(series.name()).matches("heirloom(_[a-z]+)+");
      assertThat(series.name().endsWith("_total"))
          .as(series.name())
          .isEqualTo(series.kind() == Kind.COUNTER);
      assertThat(series.unit().startsWith("seconds"))
          .as(series.name())
          .isEqualTo(series.name().matches(".*(?<!core)_seconds(_total)?"));
      assertThat(series.unit().equals("bytes"))
          .as(series.name())
          .isEqualTo(series.name().matches(".*_bytes(_total)?"));
      if (series.unit().startsWith("share of") && series.origin() == Origin.LIVE) {
        assertThat(series.name()).endsWith("_ratio");
      }
      assertThat(series.labelNames()).allMatch(name -> name.matches("[a-z]+"));
    }
  }

  @Test
  void everyEntryExplainsItself() {
    for (Series series : SeriesCatalogue.all()) {
      assertThat(series.meaning()).as(series.name()).endsWith(".");
      assertThat(series.distrust()).as(series.name()).endsWith(".");
      assertThat(series.labels()).extracting(Label::meaning).noneMatch(String::isBlank);
    }
  }

  @Test
  void noLabelTellsReplicatesExamplesOrRunsApart() {
    assertThat(SeriesCatalogue.all())
        .flatExtracting(Series::labelNames)
        .doesNotContain("replicate", "example", "run", "unit", "seed", "instance", "job");
  }

  @Test
  void explanationSaysAllInPlainLines() {
    assertThat(SeriesCatalogue.find("heirloom_stage_units").orElseThrow().explanation())
        .isEqualTo(
            """
            heirloom_stage_units: Units of the stage by what has become of them; told by the driver.
            kind: gauge
            unit: units of work
            labels: stage (a stage of the pipeline); state (all of them, or those that are done: \
            planned, done)
            direction: neither is better
            origin: live: by the driver's or a worker's endpoint, while it runs
            distrust it: as a measure of work: units differ in length.
            """);
  }
}
