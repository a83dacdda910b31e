package org.heirloom.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.metrics.Metric.Kind;
import org.heirloom.metrics.Metric.Words;
import org.junit.jupiter.api.Test;

class MetricCatalogueTest {

  @Test
  void catalogueHoldsWhatTheChainMeasures() {
    assertThat(MetricCatalogue.names())
        .contains(
            "accuracy",
            "accuracy-gap",
            "agreement",
            "kl",
            "ece",
            "ece-gap",
            "nll",
            "brier",
            "kappa",
            "cka",
            "tcav-score",
            "tcav-shift",
            "cav-accuracy",
            "cav-stability",
            "information",
            "information-gap",
            "information-kept",
            "profile-correlation",
            "conditional-information",
            "redundancy",
            "redundancy-kept",
            "common-surprise",
            "co-information",
            "best-unit-information",
            "informative-units",
            "binned-information",
            "doubtful-units",
            "invariance",
            "invariances-kept",
            "outside-accuracy",
            "outside-accuracy-gap",
            "offset-accuracy",
            "offset-information",
            "offset-redundancy",
            "generalisation-area",
            "diagnostic-information",
            "diagnostic-profile",
            "over-generalisation",
            "over-generalisation-gap",
            "insertion",
            "insertion-gap",
            "deletion",
            "deletion-gap",
            "pointing",
            "pointing-gap",
            "relevance-mass",
            "relevance-mass-gap",
            "relevance-rank",
            "relevance-rank-gap",
            "map-agreement",
            "map-ceiling",
            "map-floor",
            "parameters",
            "multiply-adds",
            "loss")
        .doesNotHaveDuplicates();
  }

  @Test
  void everyMarginOfTheReferenceStudyIsScored() throws IOException {
    JsonNode margins =
        new YAMLMapper().readTree(Path.of("configs/reference.yaml").toFile()).at("/retain/margins");
    List<String> names = new ArrayList<>();
    margins.fieldNames().forEachRemaining(names::add);

    assertThat(names).isNotEmpty();
    assertThat(MetricCatalogue.scored()).containsAll(names);
  }

  @Test
  void everyEntryExplainsItself() {
    for (Metric metric : MetricCatalogue.all()) {
      Words words = metric.words();
      assertThat(words.meaning()).as(metric.name()).endsWith(".");
      assertThat(words.distrust()).as(metric.name()).endsWith(".");
      assertThat(words.formula()).as(metric.name()).isNotBlank();
      assertThat(metric.scale().least()).as(metric.name()).isLessThan(metric.scale().greatest());
    }
  }

  @Test
  void everyValueHasAGap() {
    for (Metric metric : MetricCatalogue.all()) {
      if (metric.kind() == Kind.VALUE) {
        Metric gap = MetricCatalogue.scoredAs(metric).orElseThrow();
        assertThat(gap.kind()).isEqualTo(Kind.GAP);
        assertThat(gap.family()).isEqualTo(metric.family());
      }
    }
  }

  @Test
  void teachersTwinIsIdeal() {
    assertThat(MetricCatalogue.get("accuracy-gap").ideal()).isZero();
    assertThat(MetricCatalogue.get("agreement").ideal()).isEqualTo(1);
    assertThat(MetricCatalogue.get("cka").ideal()).isEqualTo(1);
    assertThat(MetricCatalogue.get("kl").ideal()).isZero();
    assertThat(MetricCatalogue.get("accuracy").ideal()).isNaN();
  }

  @Test
  void explanationSaysAllInPlainLines() {
    assertThat(MetricCatalogue.get("agreement").explanation())
        .isEqualTo(
            """
            agreement: agreement with the teacher
            meaning: How often student and teacher choose the same class, right or wrong.
            formula: mean of [student's largest logit = teacher's largest logit]
            unit: share of test examples, 0 to 1
            direction: higher is better
            family: behaviour: what it answers
            source: Stanton et al. 2021, Does Knowledge Distillation Really Work? (arXiv:2106.05945)
            distrust it: when both are nearly always right: then they agree without having anything \
            in common. Read kappa beside it.
            """);
  }

  @Test
  void gapIsExplainedByItsValue() {
    assertThat(MetricCatalogue.get("tcav-shift").explanation())
        .contains(
            "formula: mean of (student − teacher) over the same examples, and over students;"
                + " see \"tcav-score\"\n")
        .contains("unit: share of a class's images, -1 to 1\n")
        .contains("direction: closer to 0 is better\n");
  }

  @Test
  void unknownMetricIsABugThatListsTheKnownOnes() {
    assertThat(MetricCatalogue.find("accurracy")).isEmpty();
    assertThatThrownBy(() -> MetricCatalogue.get("accurracy"))
        .hasMessageStartingWith(
            "No metric \"accurracy\" in the catalogue. Known: accuracy, accuracy-gap, ");
  }
}
