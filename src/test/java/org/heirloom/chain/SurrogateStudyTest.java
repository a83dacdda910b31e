package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heirloom.beam.Spread;
import org.heirloom.explain.AttentiveSurrogate;
import org.heirloom.metrics.Row;
import org.heirloom.stage.StageOutcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole chain on a small study whose explainers ask surrogates. */
class SurrogateStudyTest {
  private static final String[] SMALL =
      Stream.concat(
              TinyStudy.WITHOUT_PROBES.stream(),
              Stream.of(
                  "distill.replicates=1",
                  "distill.controls=[]",
                  "distill.training.samples=640",
                  "teach.training.samples=1280",
                  "sample.saliency=8",
                  "explain.explainers=[attentive, attentive-cam, random]",
                  "explain.measures=[insertion, deletion, agreement, complexity, randomisation]",
                  "explain.settings.attentive.student.width=4",
                  "explain.settings.attentive.student.samples=320",
                  "explain.settings.attentive.student.attentionWeight=1000",
                  "explain.settings.attentive.masks.samples=320",
                  "explain.settings.attentive.masks.channels=4"))
          .toArray(String[]::new);

  @TempDir private static Path folder;

  private static Path store;
  private static TinyStudy.Ran ran;
  private static final List<Row> ROWS = new ArrayList<>();

  @BeforeAll
  static void run() {
    store = folder.resolve("one");
    ran = TinyStudy.Ran.of(store, SMALL);
    ROWS.addAll(ran.rows());
  }

  @Test
  void everyNetworkHasASurrogateOfItsOwn() {
    StageOutcome surrogates = ran.outcome(SurrogateStage.NAME);

    assertThat(surrogates.units())
        .containsExactly(
            "attentive-teacher-replicate-0-budget-1.0",
            "attentive-distilled-replicate-0-budget-1.0");
    for (String unit : surrogates.units()) {
      AttentiveSurrogate read = AttentiveSurrogate.read(ran.folder(SurrogateStage.NAME, unit));
      assertThat(read.student().spec().architecture()).isEqualTo("attentive-resnet-8");
    }
  }

  @Test
  void parallelismChangesNoByte() {
    Path two = folder.resolve("two");

    TinyStudy.run(two, Spread.EMBEDDED, 2, SMALL);

    Map<String, String> expected = TinyStudy.fitted(store);
    assertThat(expected).hasSizeGreaterThan(20);
    assertThat(TinyStudy.fitted(two)).isEqualTo(expected);
  }

  @Test
  void surrogatesAreMeasuredOnEveryTestExample() {
    for (String metric : List.of("surrogate-accuracy", "surrogate-agreement")) {
      for (String arm : List.of("teacher", "distilled")) {
        assertThat(ROWS)
            .filteredOn(row -> row.metric().equals(metric) && row.arm().equals(arm))
            .hasSize(160)
            .allSatisfy(row -> assertThat(row.value()).isIn(0.0, 1.0));
      }
    }
  }

  @Test
  void mapsAreJudgedOnTheNetworkAndOnItsSurrogate() {
    for (String subject :
        List.of("attentive", "attentive/surrogate", "random", "random/surrogate")) {
      assertThat(ROWS)
          .filteredOn(
              row ->
                  row.metric().equals("deletion")
                      && row.subject().equals(subject)
                      && row.arm().equals("teacher"))
          .as(subject)
          .hasSize(8)
          .allSatisfy(row -> assertThat(row.value()).isBetween(0.0, 1.0));
    }
    assertThat(ROWS)
        .filteredOn(
            row -> row.metric().equals("raw-intensity") && row.subject().equals("attentive"))
        .hasSize(2 * 8)
        .allSatisfy(row -> assertThat(row.value()).isBetween(0.0, 1.0));
  }

  @Test
  void whatIsMadeRandomIsTheSurrogate() {
    assertThat(ROWS)
        .filteredOn(
            row -> row.metric().equals("randomisation-similarity") && row.arm().equals("teacher"))
        .extracting(Row::subject)
        .contains(
            "attentive/cascading/explanation",
            "attentive/cascading/stem",
            "attentive-cam/cascading/head",
            "attentive/other-class")
        .doesNotContain("attentive-cam/cascading/explanation");
    assertThat(ROWS)
        .filteredOn(row -> row.subject().equals("attentive/cascading/stem"))
        .allSatisfy(row -> assertThat(row.value()).isLessThan(0.99));
  }

  @Test
  void reportHasTheTable() throws IOException {
    String page = ran.page();

    assertThat(page)
        .contains("Do surrogates look where networks look?", "Insertion on the surrogate");
  }
}
