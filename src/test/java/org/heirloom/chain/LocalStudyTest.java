package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heirloom.beam.Spread;
import org.heirloom.local.LocalRows;
import org.heirloom.metrics.Row;
import org.heirloom.model.Npy;
import org.heirloom.model.tensorflow.Vae;
import org.heirloom.stage.StageOutcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local distillation through a whole study. */
class LocalStudyTest {
  private static final String[] SMALL =
      Stream.concat(
              TinyStudy.WITHOUT_PROBES.stream(),
              Stream.of(
                  "sample.saliency=8",
                  "teach.training.samples=960",
                  "distill.training.samples=960",
                  "distill.replicates=1",
                  "distill.controls=[label-only]",
                  "explain.explainers=[local-distillation, random]",
                  "explain.measures=[deletion]",
                  "explain.settings.lime.segments=6",
                  "explain.batchSize=4",
                  "explain.local.enabled=true",
                  "explain.local.examples=3",
                  "explain.local.neighbours=60",
                  "explain.local.autoencoder.latent=8",
                  "explain.local.autoencoder.width=4",
                  "explain.local.autoencoder.training.samples=1200"))
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

  private static List<Row> rows(String arm, String metric, String subject) {
    return ROWS.stream()
        .filter(row -> row.arm().equals(arm) && row.metric().equals(metric))
        .filter(row -> row.subject().equals(subject))
        .toList();
  }

  @Test
  void oneAutoencoderServesAllNetworks() {
    StageOutcome surrogate = ran.outcome(SurrogateStage.NAME);

    assertThat(surrogate.units()).containsExactly("vae");
    assertThat(Vae.read(ran.folder(SurrogateStage.NAME, "vae")).spec().latent()).isEqualTo(8);
  }

  @Test
  void everyStudentIsJudgedOnEveryNeighbourhoodOfEveryExample() {
    List<String> kinds = List.of("latent", "between", "noise", "superpixel");
    for (String arm : List.of("teacher", "distilled", "label-only")) {
      for (String student : kinds) {
        for (String on : kinds) {
          assertThat(rows(arm, "local-agreement", student + "/" + on))
              .hasSize(3)
              .allSatisfy(row -> assertThat(row.value()).isBetween(0.0, 1.0));
        }
      }
      assertThat(rows(arm, "local-agreement", "lime/superpixel")).hasSize(3);
      assertThat(rows(arm, "local-kl", "lime/superpixel")).isEmpty();
      assertThat(rows(arm, "reconstruction-kept", "")).hasSize(3);
    }
  }

  @Test
  void whatDoesNotSpeakOfTheImageIsFlaggedAndNotScored() {
    for (Row kept : ROWS) {
      if (kept.metric().equals("reconstruction-kept") && kept.value() == 0) {
        assertThat(ROWS)
            .filteredOn(row -> row.metric().equals("local-linearity"))
            .filteredOn(row -> row.arm().equals(kept.arm()) && row.example().equals(kept.example()))
            .singleElement()
            .satisfies(row -> assertThat(row.value()).isNaN())
            .satisfies(row -> assertThat(row.flag()).isEqualTo(LocalRows.CHANGED));
      }
    }
    assertThat(rows("distilled", "local-teacher-agreement", "")).hasSize(3);
    assertThat(rows("teacher", "local-teacher-agreement", "")).isEmpty();
    assertThat(rows("label-only", "local-weights-agreement", "")).hasSize(3);
  }

  @Test
  void allNetworksSeeTheSameNeighbours() {
    StageOutcome explain = ran.outcome("explain");
    Map<String, List<float[]>> images = new TreeMap<>();
    for (String unit : explain.units()) {
      for (int number = 0; number < 4; number++) {
        Path file = ran.folder("explain", unit).resolve(LocalFiles.images(number));
        if (Files.exists(file)) {
          String batch = unit.substring(unit.indexOf("-batch-"));
          images
              .computeIfAbsent(batch + "/" + number, n -> new ArrayList<>())
              .add(Npy.read(file).values());
        }
      }
    }

    assertThat(images).hasSize(3);
    images.forEach(
        (name, same) -> {
          assertThat(same).as(name).hasSize(3);
          assertThat(same.get(1)).as(name).containsExactly(same.get(0));
          assertThat(same.get(2)).as(name).containsExactly(same.get(0));
        });
  }

  @Test
  void mapsOfTheLocalStudentAreJudgedAsAnyOther() {
    assertThat(rows("teacher", "deletion", "local-distillation")).hasSize(8);
    assertThat(rows("teacher", "explanation-fit", "local-distillation")).hasSize(8);
  }

  @Test
  void parallelismChangesNoByte() {
    Path two = folder.resolve("two");

    TinyStudy.run(two, Spread.EMBEDDED, 2, SMALL);

    assertThat(TinyStudy.fitted(store)).hasSizeGreaterThan(20);
    assertThat(TinyStudy.fitted(two)).isEqualTo(TinyStudy.fitted(store));
  }

  @Test
  void reportHasAPartForEachExample() throws IOException {
    String page = ran.page();

    assertThat(page)
        .contains("id=\"local-0\"", "id=\"local-1\"", "id=\"local-2\"")
        .doesNotContain("id=\"local-3\"")
        .contains("LIME, of superpixels");
  }
}
