package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.beam.ClusterFixture;
import org.heirloom.beam.Spread;
import org.heirloom.stage.PlanEntry;
import org.heirloom.stage.RunOptions;
import org.heirloom.stage.StageOutcome;
import org.heirloom.store.gcs.CloudStorageServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole chain on the smallest study. */
class TinyStudyTest {
  @TempDir private static Path folder;

  private static Path store;
  private static List<StageOutcome> outcomes;

  @BeforeAll
  static void run() {
    store = folder.resolve("one");
    outcomes = TinyStudy.run(store, Spread.EMBEDDED, 1);
  }

  @Test
  void everyStageLeavesItsUnits() {
    assertThat(outcomes)
        .extracting(outcome -> outcome.plan().stage())
        .containsExactly(
            "examples", "sample", "teach", "distill", "probe", "explain", "retain", "report");
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.unitsRun()).isPositive());
  }

  @Test
  void parallelismChangesNoByte() {
    Path four = folder.resolve("four");

    TinyStudy.run(four, Spread.EMBEDDED, 4);

    assertSameBytes(TinyStudy.bytes(four));
  }

  @Test
  void neitherRunnerNorBucketChangesAByte() {
    String place = "gs://" + CloudStorageServer.BUCKET + "/tiny";
    Path fetched = folder.resolve("fetched");

    try (CloudStorageServer server = new CloudStorageServer(100)) {
      server.serveThisProcess(folder.resolve("one-machine"));
      TinyStudy.run(place, new Spread("DirectRunner", "[local]", List.of()), 2);
      server.serveThisProcess(folder.resolve("another"));
      TinyStudy.fetch(place, fetched);
    }

    Map<String, String> expected = TinyStudy.bytes(store);
    Map<String, String> actual = TinyStudy.bytes(fetched);
    // Manifests differ: those in a bucket hold checksums and names of objects, too.
    expected.keySet().removeIf(name -> name.endsWith("/manifest.json"));
    actual.keySet().removeIf(name -> name.endsWith("/manifest.json"));
    assertThat(actual).isEqualTo(expected).isNotEmpty();
  }

  @Test
  @Tag("cluster")
  void realClusterThatLosesAProcessInEveryStageChangesNoByte() throws IOException {
    Path remote = folder.resolve("remote");
    List<String> stages = outcomes.stream().map(outcome -> outcome.plan().stage()).toList();
    LostProcesses lost;

    // A checkpoint after every step: whoever is killed has most of its training before it, and
    // whoever
    // goes on is seen to.
    Map<String, String> settings = Map.of("HEIRLOOM_CHECKPOINT_SECONDS", "0");
    try (ClusterFixture cluster = ClusterFixture.start(folder.resolve("cluster"), settings)) {
      lost = new LostProcesses(cluster, remote);
      RunOptions options = new RunOptions(2, Set.of(), Set.of());
      TinyStudy.run(remote.toString(), cluster.spread(), options, lost);
    }

    assertThat(lost.stages()).containsExactlyElementsOf(stages);
    assertThat(lost.resumed()).containsExactly("teach", "distill");
    assertThat(lost.submittedAgain()).containsExactly("teach");
    assertSameBytes(TinyStudy.bytes(remote));
  }

  @Test
  void killedRunGoesOnToTheSameBytes() throws IOException, InterruptedException {
    Path killed = folder.resolve("killed");
    String report = folder.resolve("killed-report").toString();
    Process process =
        TinyStudy.heirloom(
                "run", "configs/tiny.yaml", "--store", killed.toString(), "--out", report)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      String line = lines.readLine();
      while (line != null && !line.contains("distill: begins")) {
        line = lines.readLine();
      }
      assertThat(line).as("the run came as far as distill").isNotNull();
    } finally {
      process.destroyForcibly().waitFor();
    }

    List<StageOutcome> resumed = TinyStudy.run(killed, Spread.EMBEDDED, 2);

    assertThat(resumed.subList(0, 3))
        .allSatisfy(
            outcome -> assertThat(outcome.plan().action()).isEqualTo(PlanEntry.Action.REUSE));
    assertThat(resumed.get(3).plan().action()).isEqualTo(PlanEntry.Action.RUN);
    assertSameBytes(TinyStudy.bytes(killed));
    assertThat(killed.resolve("tmp")).isEmptyDirectory();
  }

  private static void assertSameBytes(Map<String, String> other) {
    Map<String, String> expected = TinyStudy.bytes(store);
    assertThat(expected).hasSizeGreaterThan(100);
    assertThat(other.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, hash) -> assertThat(other.get(name)).as(name).isEqualTo(hash));
  }

  @Test
  void secondRunReusesEveryStage() {
    List<StageOutcome> again = TinyStudy.run(store, Spread.EMBEDDED, 1);

    assertThat(again)
        .allSatisfy(
            outcome -> assertThat(outcome.plan().action()).isEqualTo(PlanEntry.Action.REUSE));
  }

  @Test
  void changedMarginRunsTheComparisonAlone() throws IOException {
    Path copy = folder.resolve("copy");
    copyTree(store, copy);

    List<StageOutcome> outcomes = TinyStudy.run(copy, Spread.EMBEDDED, 1, "retain.margins.kl=0.5");

    assertThat(outcomes)
        .filteredOn(outcome -> outcome.plan().action() == PlanEntry.Action.RUN)
        .extracting(outcome -> outcome.plan().stage())
        .containsExactly("retain", "report");
    assertThat(outcomes.get(6).plan().reason()).contains("retain.margins.kl");
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (java.util.stream.Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  @Test
  void reportHasItsFiveFiles() {
    StageOutcome report = outcomes.get(outcomes.size() - 1);
    Path files = store.resolve(report.artifact(ReportStage.UNIT));

    for (String name :
        List.of("index.html", "scorecard.json", "rows.csv", "summary.md", "gates.xml")) {
      assertThat(files.resolve(name)).isNotEmptyFile();
    }
  }
}
