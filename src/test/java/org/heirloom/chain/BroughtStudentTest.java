package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.StudyException;
import org.heirloom.metrics.Row;
import org.heirloom.metrics.Rows;
import org.heirloom.model.brought.Bars;
import org.heirloom.retain.Scorecard;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole chain without any training: a student that PyTorch wrote, a teacher that Keras wrote.
 */
class BroughtStudentTest {
  private static final Path MODELS =
      Path.of("src/test/resources/org/heirloom/model/brought").toAbsolutePath();

  @TempDir private static Path folder;

  private static Path store;

  @BeforeAll
  static void run() throws IOException {
    BarsFolder.write(folder.resolve("images"));
    store = folder.resolve("store");
    BarsFolder.run(store, study("[0.5, 0.45, 0.4]"));
  }

  private static String[] study(String mean, String... more) {
    List<String> set =
        new ArrayList<>(
            List.of(
                "data.source=folder",
                "data.sizePixels=16",
                "data.folder.path=" + folder.resolve("images"),
                "sample={train: 64, selection: 40, test: 60, probe: 60, saliency: 8}",
                "teach.model.path=" + MODELS.resolve("keras-2"),
                "teach.model.classes=" + Bars.CLASSES,
                "distill.methods=[]",
                "distill.controls=[]",
                "distill.brought=[{name: mine, model: {path: '%s', classes: %s, mean: %s, deviation: [0.25, 0.2, 0.3]}}]"
                    .formatted(MODELS.resolve("torch.onnx"), Bars.CLASSES, mean),
                "explain.explainers=[grad-cam, random, edge]",
                "probe.cka.batchSize=30"));
    set.addAll(List.of(more));
    return set.toArray(String[]::new);
  }

  private static Scorecard scorecard() throws IOException {
    return Files.json(BarsFolder.only(store, "retain", "scorecard.json"), Scorecard.class);
  }

  @Test
  void behaviourIsComparedWithTheTeachers() throws IOException {
    List<Row> rows = new ArrayList<>();
    Rows.read(BarsFolder.only(store, "retain", "rows.csv"), rows::add);

    assertThat(rows)
        .filteredOn(row -> row.arm().equals("mine"))
        .extracting(Row::metric)
        .contains("accuracy", "agreement", "kl");
    assertThat(scorecard().scores())
        .allSatisfy(score -> assertThat(score.arm()).isEqualTo("mine"))
        .extracting(Scorecard.Score::metric)
        .contains("accuracy-gap", "agreement", "kl", "ece-gap");
    assertThat(scorecard().scores())
        .filteredOn(score -> score.metric().equals("agreement"))
        .allSatisfy(score -> assertThat(score.student().value()).isGreaterThan(0.9));
  }

  @Test
  void whatLooksInsideIsNotMeasuredAndSaysWhy() throws IOException {
    assertThat(scorecard().notMeasured())
        .extracting(Scorecard.NotMeasured::metric)
        .contains(
            "cka", "tcav-shift", "insertion-gap", "deletion-gap", "pointing-gap", "map-agreement")
        .doesNotHaveDuplicates();
    assertThat(scorecard().notMeasured())
        .contains(
            new Scorecard.NotMeasured(
                "insertion-gap",
                "no part of this is known of mine: a black box (distill.brought), and this looks"
                    + " inside"));
  }

  @Test
  void itsFilesLieInTheStoreAndNothingWasTrained() throws IOException {
    assertThat(BarsFolder.only(store, "distill", "brought-mine/model/torch.onnx"))
        .hasSameBinaryContentAs(MODELS.resolve("torch.onnx"));
    assertThatThrownBy(() -> BarsFolder.only(store, "distill", Networks.HISTORY))
        .isInstanceOf(java.util.NoSuchElementException.class);
  }

  @Test
  void reportNamesItBesideTheTeacher() throws IOException {
    assertThat(BarsFolder.only(store, "report", "index.html"))
        .content()
        .contains("mine", "a black box that was brought; how it learned is not known here");
  }

  @Test
  void teacherTrainedHereIsLookedIntoAndTheStudentIsNot() throws IOException {
    Path other = folder.resolve("trained-teacher");
    BarsFolder.run(
        other,
        study(
            "[0.5, 0.45, 0.4]",
            "teach.model.path=",
            "teach.training.samples=64",
            "explain.steps=4",
            "explain.explainers=[grad-cam]",
            "probe.tcav.concepts=[hue/red]"));
    List<Row> rows = new ArrayList<>();
    Rows.read(BarsFolder.only(other, "retain", "rows.csv"), rows::add);

    assertThat(rows)
        .filteredOn(row -> row.arm().equals("teacher"))
        .extracting(Row::metric)
        .contains("accuracy", "insertion", "tcav-score");
    assertThat(rows)
        .filteredOn(row -> row.arm().equals("mine"))
        .extracting(Row::metric)
        .contains("accuracy", "agreement")
        .doesNotContain("insertion", "tcav-score", "cka");
    assertThat(BarsFolder.only(other, "report", "index.html")).isNotEmptyFile();
  }

  @Test
  void blackBoxesAreExplainedByWhatNeedsAnswersAlone() throws IOException {
    Path other = folder.resolve("explained");
    BarsFolder.run(
        other,
        study(
            "[0.5, 0.45, 0.4]",
            "explain.explainers=[grad-cam, occlusion, rise, lime, random]",
            "explain.settings.rise={masks: 200, cells: 4}",
            "explain.settings.lime={samples: 100, segments: 9}",
            "explain.measures=[insertion, agreement]"));
    List<Row> rows = new ArrayList<>();
    Rows.read(BarsFolder.only(other, "retain", "rows.csv"), rows::add);

    assertThat(rows)
        .filteredOn(row -> row.arm().equals("mine") && row.metric().equals("map-agreement"))
        .extracting(Row::subject)
        .contains("occlusion", "rise", "lime")
        .doesNotContain("grad-cam", "random");
    assertThat(rows)
        .filteredOn(row -> row.metric().equals("explanation-calls"))
        .filteredOn(row -> row.subject().equals("rise"))
        .hasSize(16)
        .allSatisfy(row -> assertThat(row.value()).isEqualTo(202)); // The whole image, twice.
    assertThat(
            Files.json(BarsFolder.only(other, "retain", "scorecard.json"), Scorecard.class)
                .notMeasured())
        .extracting(Scorecard.NotMeasured::metric)
        .contains("insertion-gap")
        .doesNotContain("map-agreement");
    assertThat(BarsFolder.only(other, "report", "index.html")).content().contains("occlusion");
  }

  @Test
  void studentThatDoesNotFitIsRefusedBeforeAnyWork() {
    assertThatThrownBy(
            () ->
                BarsFolder.run(
                    folder.resolve("none"),
                    study("[]", "distill.brought[0].model.size=32", "data.sizePixels=16")))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "distill.brought[0].model.size: not that of the model. Got 32 for pixels float [any, 3, 16, 16]. Expected 0 or 16.");
    assertThat(folder.resolve("none/examples")).doesNotExist();
  }
}
