package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heirloom.DataException;
import org.heirloom.StudyException;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.image.ImageCodec;
import org.heirloom.metrics.Rows;
import org.heirloom.model.Array;
import org.heirloom.model.Npy;
import org.heirloom.stage.Engine;
import org.heirloom.stage.Job;
import org.heirloom.stage.PipelineReader;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.RunOptions;
import org.heirloom.stage.StageOutcome;
import org.heirloom.stage.toy.SerialExecutor;
import org.heirloom.store.LocalStore;
import org.heirloom.store.Store;
import org.heirloom.study.Study;
import org.heirloom.study.StudyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps go out as files, and come back in as if an explainer had made them. */
class MapFilesTest {
  private static final String TEACHER = "teacher-replicate-0-budget-1.0";
  private static final int EXAMPLES = 8;
  private static final int SIZE = 32;

  @TempDir private static Path folder;
  private static Path maps;
  private static List<StageOutcome> broughtIn;

  @BeforeAll
  static void run() throws IOException {
    maps = folder.resolve("maps");
    run(engine -> engine.run(job(), RunOptions.ALL, ProgressListener.SILENT));
    run(engine -> new MapExport(engine.finished(job()).context("explain")).write(maps));
    try (Stream<Path> networks = Files.list(maps)) {
      for (Path network : networks.filter(n -> !n.endsWith("images")).toList()) {
        if (Files.isDirectory(network)) {
          Files.copy(network.resolve("grad-cam.npy"), network.resolve("mine.npy"));
        }
      }
    }
    run(engine -> broughtIn = engine.run(job(brought()), RunOptions.ALL, ProgressListener.SILENT));
  }

  private interface Work {
    void with(Engine engine);
  }

  private static void run(Work work) {
    try (Store store = new LocalStore(folder.resolve("store"))) {
      work.with(new Engine(Stages.class, new SerialExecutor(), store, InstantSource.system()));
    }
  }

  private static String brought() {
    return "explain.brought=[{name: mine, path: " + maps + "}]";
  }

  private static Job job(String... more) throws StudyException {
    List<String> set =
        new ArrayList<>(
            List.of(
                "data.generator={classes: 2, examples: 300}",
                "sample={train: 100, selection: 20, test: 20, probe: 60, saliency: "
                    + EXAMPLES
                    + "}",
                "teach={network: {width: 4}, training: {samples: 320}}",
                "distill={replicates: 1, training: {samples: 320}, controls: [label-only]}",
                "explain={explainers: [grad-cam, edge], steps: 4, batchSize: 3,"
                    + " measures: [insertion, deletion, pointing, agreement, complexity,"
                    + " randomisation, sensitivity]}"));
    set.addAll(List.of(more));
    StudyFile study = StudyFile.load(Path.of("configs/tiny.yaml"), set);
    Path pipeline = folder.resolve("pipeline.yaml");
    try {
      Files.writeString(
          pipeline,
          "name: maps\nmeaning: up to the maps\nstages:\n"
              + Stream.of("examples", "sample", "teach", "distill", "surrogate", "explain")
                  .map(
                      "  - {stage: %s, pool: cpu, parallelism: 1, cpus: 1, memory: 2Gi}\n"
                          ::formatted)
                  .reduce("", String::concat));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new Job(study.study(), study.folder(), PipelineReader.read(pipeline));
  }

  @Test
  void everyNetworkHasItsMapsAsArraysAndPictures() throws Exception {
    for (String network : List.of(TEACHER, "label-only-replicate-0-budget-1.0")) {
      Path of = maps.resolve(network);
      assertThat(Npy.shape(of.resolve("grad-cam.npy"))).containsExactly(EXAMPLES, SIZE, SIZE);
      assertThat(Files.readAllLines(of.resolve("examples.csv"))).hasSize(1 + EXAMPLES);
      byte[] picture = Files.readAllBytes(of.resolve("edge").resolve("0007.png"));
      assertThat(ImageCodec.decode(picture, 10_000).width()).isEqualTo(SIZE);
    }
    assertThat(Npy.shape(maps.resolve("images.npy"))).containsExactly(EXAMPLES, SIZE, SIZE, 3);
    assertThat(maps.resolve("images").resolve("0007.png")).exists();
  }

  @Test
  void mapsThatComeBackAreJudgedAsTheirExplainerIs() {
    Map<String, Double> own = new TreeMap<>();
    Map<String, Double> mine = new TreeMap<>();
    StageOutcome explain = broughtIn.get(broughtIn.size() - 1);
    for (String unit : explain.units()) {
      Rows.read(
          folder.resolve("store").resolve(explain.artifact(unit)).resolve("rows.csv"),
          row -> {
            String key = row.arm() + " " + row.metric() + " " + row.example();
            if (row.subject().equals("grad-cam")) {
              own.put(key, row.value());
            } else if (row.subject().equals("mine")) {
              mine.put(key, row.value());
            }
          });
    }

    // What makes maps anew, of other images or networks, cannot be asked of maps in a file.
    own.keySet()
        .removeIf(
            key ->
                Stream.of(
                        "explanation",
                        "sanity",
                        "sensitivity",
                        "lipschitz",
                        "randomisation",
                        "ceiling")
                    .anyMatch(key::contains));
    assertThat(mine).containsAllEntriesOf(own);
    assertThat(own.keySet().stream().map(key -> key.split(" ")[1]))
        .contains("insertion", "deletion", "pointing", "map-agreement");
  }

  @Test
  void onlyTheStageThatJudgesRunsAgain() {
    assertThat(broughtIn.stream().filter(o -> o.unitsRun() > 0).map(o -> o.plan().stage()))
        .containsExactly("explain");
  }

  @Test
  void missingMapsAndMapsOfNoNetworkAreRefusedBeforeAnyWork() throws IOException {
    assertThatThrownBy(
            () ->
                run(
                    engine ->
                        engine.plan(job("explain.brought=[{name: other, path: " + maps + "}]"))))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("Expected a folder with <network>/other.npy in it");

    Path stray = Files.createDirectories(maps.resolve("teacher-9"));
    Files.copy(maps.resolve(TEACHER).resolve("mine.npy"), stray.resolve("stray.npy"));
    assertThatThrownBy(
            () ->
                run(
                    engine ->
                        engine.plan(job("explain.brought=[{name: stray, path: " + maps + "}]"))))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("maps of no network of the study");
  }

  private static void read(Path where, int size, String className) {
    Study study = job("explain.brought=[{name: mine, path: " + where + "}]").study();
    BroughtMaps.of(
        study,
        folder,
        ModelId.ofUnit(study, TEACHER),
        new ExplainRequest(
            List.of("one"), new Array(new float[3 * size * size], 1, size, size, 3), new int[1]),
        List.of(className, "other"));
  }

  private static Path wrong(String name, String lines, Array array) throws IOException {
    Path network = Files.createDirectories(folder.resolve(name).resolve(TEACHER));
    Files.writeString(network.resolve("examples.csv"), lines);
    Npy.write(network.resolve("mine.npy"), array);
    return folder.resolve(name);
  }

  @Test
  void mapsThatDoNotFitAreRefusedAndNeverScored() throws IOException {
    String lines = "row,class,id\n0,round,one\n";
    Array array = new Array(new float[16], 1, 4, 4);
    Path right = wrong("right", lines, array);
    read(right, 4, "round");

    assertThatThrownBy(() -> read(right, 8, "round"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Got [1, 4, 4]. Expected [1, 8, 8]");
    assertThatThrownBy(() -> read(right, 4, "square"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("explained for another class. Got round. Expected square");
    assertThatThrownBy(() -> read(wrong("no example", "row,class,id\n0,a,two\n", array), 4, "a"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("an example is missing");
    assertThatThrownBy(() -> read(wrong("no row", "row,class,id\n7,a,one\n", array), 4, "a"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a row beyond the last. Got 7");
    assertThatThrownBy(() -> read(wrong("no header", "0,a,one\n", array), 4, "a"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Expected row,class,id");
    float[] values = new float[16];
    values[3] = Float.NaN;
    assertThatThrownBy(
            () -> read(wrong("no number", lines, new Array(values, 1, 4, 4)), 4, "round"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("not finite");
    Path cut = wrong("cut", lines, array);
    Path file = cut.resolve(TEACHER).resolve("mine.npy");
    Files.write(
        file, java.util.Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 4));
    assertThatThrownBy(() -> read(cut, 4, "round"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("ends too early");
  }
}
