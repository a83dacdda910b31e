package org.heirloom.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.heirloom.stage.PlanEntry.Action.REUSE;
import static org.heirloom.stage.PlanEntry.Action.RUN;
import static org.heirloom.stage.toy.ToyStages.job;
import static org.heirloom.stage.toy.ToyStages.step;
import static org.heirloom.stage.toy.ToyStages.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.heirloom.DataException;
import org.heirloom.InfraException;
import org.heirloom.StudyException;
import org.heirloom.stage.toy.SerialExecutor;
import org.heirloom.stage.toy.ToyStages;
import org.heirloom.stage.toy.Trees;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;
import org.heirloom.study.CanonicalJson;
import org.heirloom.study.Study;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir Path folder;
  private Store store;
  private Engine engine;

  @BeforeEach
  void open() {
    store = Stores.open(folder.resolve("store").toString());
    engine = new Engine(ToyStages.class, new SerialExecutor(), store, CLOCK);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void chainEndsInTheSumOfSquares() {
    List<StageOutcome> outcomes = run(study());

    // 0² + … + 19² = 19·20·39/6
    String artifact = outcomes.get(2).artifact("all");
    assertThat(store.folder(artifact).resolve("sum.csv")).hasContent("sum\n2470\n");
    assertThat(outcomes.get(1).units())
        .containsExactly("batch-0", "batch-5", "batch-10", "batch-15");
    assertThat(outcomes).extracting(StageOutcome::unitsRun).containsExactly(4, 4, 1);
  }

  @Test
  void freshStoreIsPlannedToRunEverything() {
    assertThat(plan(study()))
        .containsExactly("RUN no output yet", "RUN no output yet", "RUN no output yet");
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Test
  void secondRunReusesEverything() {
    run(study());

    List<StageOutcome> again = run(study());

    assertThat(again).extracting(outcome -> outcome.plan().action()).containsOnly(REUSE);
    assertThat(again).extracting(StageOutcome::unitsRun).containsOnly(0);
    assertThat(plan(study()))
        .containsExactly(
            "REUSE complete and verified, 4 units",
            "REUSE complete and verified, 4 units",
            "REUSE complete and verified, 1 unit");
  }

  @Test
  void changedPartOfTheStudyIsNamedAndSoIsTheInputThatItChanges() {
    run(study());

    assertThat(plan(study(30, 0, "none")))
        .containsExactly(
            "RUN study part changed: sample.train 20 -> 30",
            "RUN input numbers changed",
            "RUN input squares changed");
    assertThat(plan(study(20, 3, "none")))
        .containsExactly(
            "REUSE complete and verified, 4 units",
            "RUN study part changed: hashes 0 -> 3",
            "RUN input squares changed");
  }

  @Test
  void threadsAndPrecisionBelongToEveryKey() {
    run(study());
    Study base = study();
    Study threads =
        new Study(
            base.name(),
            base.seed(),
            new Study.Compute(4, "float32"),
            base.data(),
            base.sample(),
            null,
            null,
            null,
            null,
            null,
            List.of());

    assertThat(plan(threads).get(0)).isEqualTo("RUN compute changed: threads 2 -> 4");
  }

  @Test
  void seedAndNameChangeNoKeyOfAStageThatDoesNotReadThem() {
    run(study());
    Study base = study();
    Study other =
        new Study(
            "other",
            8,
            base.compute(),
            base.data(),
            base.sample(),
            null,
            null,
            null,
            null,
            null,
            List.of());

    assertThat(engine.plan(job(other))).extracting(PlanEntry::action).containsOnly(REUSE);
  }

  @Test
  void damagedOutputIsNamedAndOnlyItsUnitIsRecomputed() throws IOException {
    List<StageOutcome> before = run(study());
    Map<String, String> bytes = Trees.of(folder.resolve("store"));
    String artifact = before.get(1).artifact("batch-5");
    Files.writeString(store.folder(artifact).resolve("squares.csv"), "squ");

    assertThat(plan(study()).get(1))
        .isEqualTo(
            "RUN output damaged: "
                + artifact
                + "/squares.csv: wrong size. Got 3 bytes. Expected 22.");

    List<StageOutcome> after = run(study());
    assertThat(after)
        .extracting(outcome -> outcome.plan().action())
        .containsExactly(REUSE, RUN, REUSE);
    assertThat(after.get(1).unitsRun()).isEqualTo(1);
    assertThat(Trees.of(folder.resolve("store"))).isEqualTo(bytes);
  }

  @Test
  void flippedBitAndMissingFileAreFoundToo() throws IOException {
    List<StageOutcome> before = run(study());
    Map<String, String> bytes = Trees.of(folder.resolve("store"));
    Path first = store.folder(before.get(1).artifact("batch-0")).resolve("squares.csv");
    Files.writeString(first, Files.readString(first).replace("16", "17"));
    Files.delete(store.folder(before.get(1).artifact("batch-15")).resolve("squares.csv"));

    assertThat(plan(study()).get(1)).contains("batch-0/squares.csv: changed.", "And 1 more.");
    assertThat(run(study()).get(1).unitsRun()).isEqualTo(2);
    assertThat(Trees.of(folder.resolve("store"))).isEqualTo(bytes);
  }

  @Test
  void damagedStageRecordIsRewrittenWithoutRecomputing() throws IOException {
    List<StageOutcome> before = run(study());
    Map<String, String> bytes = Trees.of(folder.resolve("store"));
    String record = "squares/" + before.get(1).plan().key() + "/stage";
    Files.writeString(store.folder(record).resolve("stage.json"), "{");

    assertThat(plan(study()).get(1))
        .startsWith("RUN output damaged: " + record + "/stage.json: wrong size.");
    assertThat(run(study()).get(1).unitsRun()).isZero();
    assertThat(Trees.of(folder.resolve("store"))).isEqualTo(bytes);
  }

  @Test
  void interruptedStageKeepsItsUnits() {
    List<StageOutcome> before = run(study());
    String key = before.get(1).plan().key();
    Map<String, String> bytes = Trees.of(folder.resolve("store"));
    store.delete("squares/" + key + "/stage");
    store.delete(before.get(1).artifact("batch-0"));
    store.writeNote("latest/toy/squares.json", "gone");

    assertThat(plan(study()).get(1))
        .isEqualTo("RUN no output yet, 3 units kept from a run that was interrupted");
    assertThat(run(study()).get(1).unitsRun()).isEqualTo(1);
    assertThat(Trees.of(folder.resolve("store"))).isEqualTo(bytes);
  }

  @Test
  void forcedStageRunsAgainToTheSameBytes() {
    run(study());
    Map<String, String> bytes = Trees.of(folder.resolve("store"));

    List<StageOutcome> again =
        engine.run(
            job(study()), new RunOptions(1, Set.of(), Set.of("squares")), ProgressListener.SILENT);

    assertThat(again.get(1).unitsRun()).isEqualTo(4);
    assertThat(again.get(1).plan().reason()).isEqualTo("asked for");
    assertThat(Trees.of(folder.resolve("store"))).isEqualTo(bytes);
  }

  @Test
  void singleStageNeedsItsInputs() {
    RunOptions squares = new RunOptions(1, Set.of("squares"), Set.of());

    assertThatThrownBy(() -> engine.run(job(study()), squares, ProgressListener.SILENT))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "stage numbers: no output for this study in "
                + folder.resolve("store")
                + ". Run it first.");

    engine.run(
        job(study()), new RunOptions(1, Set.of("numbers"), Set.of()), ProgressListener.SILENT);
    assertThat(engine.run(job(study()), squares, ProgressListener.SILENT)).hasSize(1);
  }

  @Test
  void unknownStageIsNamed() {
    assertThatThrownBy(
            () ->
                engine.run(
                    job(study()),
                    new RunOptions(1, Set.of("cubes"), Set.of()),
                    ProgressListener.SILENT))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "pipeline toy: no such stage. Got cubes. Expected one of numbers, squares, sum.");
  }

  @Test
  void wrongGraphIsExplainedWhole() {
    Pipeline pipeline =
        new Pipeline(
            "bad", "", List.of(step("sum"), step("squares"), step("squares"), step("cubes")));

    assertThatThrownBy(() -> engine.plan(new Job(study(), Path.of("."), pipeline)))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            """
            pipeline bad: 5 problems
              stages[0].stage: sum reads squares, which comes after it. Move it before.
              stages[1].stage: squares reads numbers, which is missing. Add it before.
              stages[2].stage: squares reads numbers, which is missing. Add it before.
              stages[2].stage: squares stands there twice.
              stages[3].stage: unknown stage. Got cubes. Expected one of numbers, squares, sum.""");
  }

  @Test
  void failuresComeOutAsTheyWereThrownAndWhatIsCompleteStays() {
    assertThatThrownBy(() -> run(study(20, 0, "data")))
        .isInstanceOf(DataException.class)
        .hasMessage("numbers/batch-10: is odd. Expected even.");
    assertThatThrownBy(() -> run(study(20, 0, "study")))
        .isInstanceOf(StudyException.class)
        .hasMessage("sample.train: too small.");
    assertThatThrownBy(() -> run(study(20, 0, "infra")))
        .isInstanceOf(InfraException.class)
        .hasMessage("the disk is full.");
    assertThatThrownBy(() -> run(study(20, 0, "bug")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a bug");
    assertThatThrownBy(() -> run(study(20, 0, "io")))
        .isInstanceOf(InfraException.class)
        .hasMessageEndingWith(
            ": the disk is full. Free some space, or choose another folder with --store;"
                + " what is complete is reused.");
    // SerialExecutor goes backwards, so that batch-15 was done before batch-10 failed.
    assertThat(plan(study(20, 0, "data")).get(1))
        .isEqualTo("RUN no output yet, 1 unit kept from a run that was interrupted");
  }

  @Test
  void provenanceIsInEveryArtifactAndLeadsBackToTheStudy() throws IOException {
    List<StageOutcome> outcomes = run(study());
    Path unit = store.folder(outcomes.get(1).artifact("batch-0"));

    Provenance provenance = Provenance.parse(Files.readString(unit.resolve("provenance.json")));

    assertThat(provenance.stage()).isEqualTo("squares");
    assertThat(provenance.unit()).isEqualTo("batch-0");
    assertThat(provenance.key()).isEqualTo(outcomes.get(1).plan().key());
    assertThat(provenance.inputs()).isEqualTo(Map.of("numbers", outcomes.get(0).plan().key()));
    assertThat(provenance.environments())
        .extracting(Environment::natives)
        .containsExactly("toys 1.0");
    assertThat(CanonicalJson.read(provenance.study().toString(), Study.class)).isEqualTo(study());
  }

  @Test
  void runRecordSaysWhoDidWhat() throws IOException {
    run(study());

    String record;
    try (Stream<Path> files = Files.list(folder.resolve("store/runs"))) {
      record = Files.readString(files.filter(Files::isRegularFile).findFirst().orElseThrow());
    }
    assertThat(record).contains("\"stage\" : \"squares\"", "\"unit\" : \"batch-10\"", "\"worker\"");
  }

  @Test
  void listenerHearsStagesInOrderAndTheirUnits() {
    List<String> heard = new ArrayList<>();
    engine.run(
        job(study()),
        RunOptions.ALL,
        new ProgressListener() {
          @Override
          public void stageBegins(PlanEntry plan, int number, int count) {
            heard.add("begin " + plan.stage() + " " + number + "/" + count);
          }

          @Override
          public void stageAdvances(StageProgress progress) {
            heard.add(progress.unitsDone() + "/" + progress.units());
          }

          @Override
          public void stageEnds(StageOutcome outcome) {
            heard.add("end " + outcome.plan().stage());
          }
        });

    assertThat(heard)
        .containsExactly(
            "begin numbers 1/3",
            "1/4",
            "2/4",
            "3/4",
            "4/4",
            "end numbers",
            "begin squares 2/3",
            "1/4",
            "2/4",
            "3/4",
            "4/4",
            "end squares",
            "begin sum 3/3",
            "1/1",
            "end sum");
  }

  @Test
  void verifyFindsEqualBytes() {
    run(study());

    VerifyReport report = verify();

    assertThat(report.agrees()).isTrue();
    assertThat(report.rule())
        .isEqualTo("equal bytes: same processor model, Java and native libraries");
    assertThat(report.files())
        .hasSize(4 * 2 + 4 * 3 + 2)
        .allMatch(file -> file.verdict() == VerifyReport.Verdict.EQUAL_BYTES);
  }

  @Test
  void verifyNamesWhatDiffers() throws IOException {
    List<StageOutcome> outcomes = run(study());
    Path file = store.folder(outcomes.get(1).artifact("batch-0")).resolve("squares.csv");
    Files.writeString(file, Files.readString(file).replace("16", "17"));

    VerifyReport report = verify();

    assertThat(report.agrees()).isFalse();
    assertThat(report.files())
        .filteredOn(result -> result.verdict() == VerifyReport.Verdict.DIFFERENT)
        .containsExactly(
            new VerifyReport.FileResult(
                "squares/batch-0/squares.csv",
                VerifyReport.Verdict.DIFFERENT,
                "bytes differ on an equal machine"));
  }

  private VerifyReport verify() {
    try (Store scratch = Stores.open(folder.resolve("scratch").toString())) {
      return engine.verify(job(study()), scratch, Tolerance.DEFAULT, ProgressListener.SILENT);
    }
  }

  private List<StageOutcome> run(Study study) {
    return engine.run(job(study), RunOptions.ALL, ProgressListener.SILENT);
  }

  private List<String> plan(Study study) {
    return engine.plan(job(study)).stream()
        .map(entry -> entry.action() + " " + entry.reason())
        .toList();
  }
}
