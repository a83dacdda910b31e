package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.heirloom.beam.Spread;
import org.heirloom.metrics.Row;
import org.heirloom.metrics.Rows;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole study with concepts of several kinds, one against others, in every layer, at every
 * position, by the gradient of the loss.
 */
class TcavStudyTest {
  private static final int CLASSES = 2;
  private static final List<String> CONCEPTS =
      List.of("factor/texture/stripes", "mask/part/eyes", "hue/red", "hue/red|green|blue");
  private static final List<String> LAYERS =
      List.of("stem", "stage1", "stage2", "stage3", "pooled");

  @TempDir static Path store;
  private static List<Row> rows;

  @BeforeAll
  static void run() throws IOException {
    TinyStudy.run(
        store,
        Spread.EMBEDDED,
        1,
        "data.generator={classes: 2, examples: 600}",
        "sample={train: 200, selection: 20, test: 40, probe: 120, saliency: 8}",
        "teach={network: {width: 4}, training: {samples: 640}}",
        "distill={replicates: 1, training: {samples: 320}, controls: [label-only]}",
        "probe.tcav={layers: [all], mode: loss, representation: flattened, classifier: hinge,"
            + " concepts: [factor/texture/stripes, mask/part/eyes, hue/red],"
            + " relative: [{concept: hue/red, against: [hue/green, hue/blue]}],"
            + " conceptExamples: 20, randomSets: 2, pseudoConcepts: 19, classExamples: 6}",
        "probe.codes={compositions: false, distributed: false}",
        "explain={explainers: [grad-cam], measures: [agreement]}");
    rows = new ArrayList<>();
    try (Stream<Path> files = Files.walk(store.resolve("probe"))) {
      files.filter(file -> file.endsWith("rows.csv")).forEach(file -> Rows.read(file, rows::add));
    }
  }

  @Test
  void everyNetworkIsAskedForEveryConceptInEveryLayer() {
    List<Row> scores = rows.stream().filter(row -> row.metric().equals("tcav-score")).toList();

    assertThat(scores.stream().map(Row::arm).distinct())
        .containsExactlyInAnyOrder("teacher", "distilled", "label-only");
    assertThat(scores).hasSize(3 * LAYERS.size() * CONCEPTS.size() * CLASSES);
    assertThat(scores)
        .allSatisfy(
            row -> assertThat(LAYERS).anyMatch(layer -> row.subject().startsWith(layer + "/")))
        .allSatisfy(row -> assertThat(row.value()).isBetween(0.0, 1.0));
  }

  @Test
  void vectorsOfAllPositionsAreKept() throws IOException {
    try (Stream<Path> files = Files.walk(store.resolve("probe"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("cavs-stem.npy", "cavs-stage3.npy");
    }
  }
}
