package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.heirloom.StudyException;
import org.heirloom.metrics.Row;
import org.heirloom.metrics.Rows;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.brought.Bars;
import org.heirloom.retain.Scorecard;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole chain with a teacher that Keras wrote, on a folder of images. */
class BroughtStudyTest {
  private static final Path MODELS = Path.of("src/test/resources/org/heirloom/model/brought");

  @TempDir private static Path folder;

  private static Path store;

  @BeforeAll
  static void run() throws IOException {
    BarsFolder.write(folder.resolve("images"));
    store = folder.resolve("store");
    run(store, study("keras-2"));
  }

  private static void run(Path where, String... set) {
    BarsFolder.run(where, set);
  }

  private static String[] study(String model, String... more) {
    List<String> set =
        new ArrayList<>(
            List.of(
                "data.source=folder",
                "data.sizePixels=16",
                "data.folder.path=" + folder.resolve("images"),
                "sample={train: 64, selection: 40, test: 60, probe: 60, saliency: 8}",
                "teach.model.path=" + MODELS.resolve(model).toAbsolutePath(),
                "teach.model.classes=" + Bars.CLASSES,
                "distill.training.samples=64",
                "explain.steps=4",
                "probe.tcav.concepts=[hue/red]",
                "probe.cka.batchSize=30",
                "explain.explainers=[grad-cam]",
                "distill.controls=[label-only]"));
    set.addAll(List.of(more));
    return set.toArray(String[]::new);
  }

  private static Path only(String stage, String name) throws IOException {
    return BarsFolder.only(store, stage, name);
  }

  private static Scorecard scorecard() throws IOException {
    return org.heirloom.chain.Files.json(only("retain", "scorecard.json"), Scorecard.class);
  }

  @Test
  void teacherLiesInTheStoreWithWhatIsKnownOfIt() throws IOException {
    Path model = only("teach", "model.json").getParent();

    assertThat(ModelSpec.read(model).isBlackBox()).isTrue();
    assertThat(model.resolve("model/saved_model.pb"))
        .hasSameBinaryContentAs(MODELS.resolve("keras-2/saved_model.pb"));
    assertThat(model.resolve("brought.json")).content().contains("\"probabilities\" : true");
  }

  @Test
  void behaviourIsMeasuredAgainstTheBlackBox() throws IOException {
    assertThat(scorecard().scores())
        .extracting(Scorecard.Score::metric)
        .contains("accuracy-gap", "agreement", "kl", "ece-gap");
    assertThat(scorecard().scores())
        .filteredOn(score -> score.metric().equals("accuracy-gap"))
        .allSatisfy(score -> assertThat(score.teacher().value()).isGreaterThan(0.95));
  }

  @Test
  void whatLooksInsideTheTeacherIsNotMeasuredAndSaysWhy() throws IOException {
    String reason = "the teacher is a black box (teach.model), and this looks inside it";

    assertThat(scorecard().notMeasured())
        .contains(
            new Scorecard.NotMeasured("cka", reason),
            new Scorecard.NotMeasured("map-agreement", reason));
    assertThat(scorecard().notMeasured())
        .extracting(Scorecard.NotMeasured::metric)
        .contains("tcav-shift", "insertion-gap");
  }

  @Test
  void studentsAreStillLookedInto() throws IOException {
    Set<String> metrics = new TreeSet<>();
    List<Row> rows = new ArrayList<>();
    Rows.read(only("retain", "rows.csv"), rows::add);
    rows.stream()
        .filter(row -> row.arm().equals("distilled"))
        .forEach(row -> metrics.add(row.metric()));

    assertThat(metrics).contains("accuracy", "insertion", "deletion", "tcav-score");
  }

  @Test
  void studentsHaveACardThatSaysWhereTheyComeFrom() throws IOException {
    assertThat(only("distill", "distilled/README.md"))
        .content()
        .startsWith("# distilled, replicate ")
        .contains(
            "- Classes, in the order of its outputs: lying-bright, lying-dark, standing-bright,"
                + " standing-dark\n",
            "`image` is float32 [n, 16, 16, 3] with values in 0..1",
            "- Key of the stage teach: ",
            "On the selection split of 40 images, after ");
  }

  @Test
  void teacherThatDoesNotFitIsRefusedBeforeAnyWork() {
    assertThatThrownBy(
            () ->
                run(
                    folder.resolve("none"),
                    study("keras-2", "data.sizePixels=16", "teach.model.size=32")))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "teach.model.size: not that of the model. Got 32 for input_1 float [any, 16, 16, 3]. Expected 0 or 16.");
    assertThat(folder.resolve("none/examples")).doesNotExist();
  }

  @Test
  void methodThatNeedsLayersIsRefusedBeforeAnyWork() {
    assertThatThrownBy(
            () ->
                run(
                    folder.resolve("none"),
                    study(
                        "keras-2",
                        "distill.methods[0].objectives=[{name: similarity-preserving, weight: 1}]")))
        .isInstanceOf(StudyException.class)
        .hasMessageMatching(
            "distill\\.methods: distilled looks at the teacher's layers, and teach\\.model\\.path is a"
                + " black box\\. Got \\[similarity-preserving], which want \\[.*]\\. Expected objectives"
                + " that need outputs alone, such as soft-targets\\. Leave teach\\.model out to train a"
                + " teacher\\.");
    assertThat(folder.resolve("none/examples")).doesNotExist();
  }

  @Test
  void unsafeOrMissingModelEndsTheRunBeforeAnyWork() {
    assertThatThrownBy(() -> run(folder.resolve("none"), study("nothing")))
        .isInstanceOf(StudyException.class)
        .hasMessageStartingWith("teach.model.path: no such file or folder. Got ");
    assertThat(folder.resolve("none/examples")).doesNotExist();
  }
}
