package org.heirloom.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.heirloom.stage.toy.ToyStages.job;
import static org.heirloom.stage.toy.ToyStages.study;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.FileStagingOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.heirloom.DataException;
import org.heirloom.InfraException;
import org.heirloom.stage.Engine;
import org.heirloom.stage.Executor;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.RunOptions;
import org.heirloom.stage.StageOutcome;
import org.heirloom.stage.StageProgress;
import org.heirloom.stage.toy.SerialExecutor;
import org.heirloom.stage.toy.ToyStages;
import org.heirloom.stage.toy.Trees;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;
import org.heirloom.study.Study;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BeamExecutorTest {
  @TempDir Path folder;

  /** A direct runner that fails leaves units of its other threads to end by themselves. */
  @AfterEach
  @Timeout(60)
  void awaitUnitsUnderWay() throws InterruptedException {
    while (Thread.getAllStackTraces().values().stream().anyMatch(BeamExecutorTest::isAUnit)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static boolean isAUnit(StackTraceElement[] stack) {
    return Stream.of(stack)
        .anyMatch(frame -> frame.getClassName().startsWith(WorkFn.class.getName()));
  }

  @ParameterizedTest
  @CsvSource({"FlinkRunner, 1", "FlinkRunner, 4", "DirectRunner, 1", "DirectRunner, 4"})
  void bytesDoNotDependOnRunnerAndParallelism(String runner, int parallelism) {
    try (Store store = Stores.open(folder.resolve("serial").toString())) {
      new Engine(ToyStages.class, new SerialExecutor(), store, InstantSource.system())
          .run(job(study()), RunOptions.ALL, ProgressListener.SILENT);
    }

    run(runner, parallelism, study(), ProgressListener.SILENT);

    Map<String, String> expected = Trees.of(folder.resolve("serial"));
    assertThat(expected).isNotEmpty();
    assertThat(Trees.of(folder.resolve("store"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FlinkRunner", "DirectRunner"})
  void failureComesOutAsItWasThrown(String runner) {
    assertThatThrownBy(() -> run(runner, 2, study(20, 0, "data"), ProgressListener.SILENT))
        .isExactlyInstanceOf(DataException.class)
        .hasMessage("numbers/batch-10: is odd. Expected even.");
  }

  @Test
  void insideAFlinkApplicationItFailsTheJobTooWhichIsAllThatIsSeenFromOutside() {
    AtomicBoolean failed = new AtomicBoolean();
    BeamExecutor beam = new BeamExecutor(new Spread("FlinkRunner", "[auto]", List.of()));
    Executor spy =
        (task, step, parallelism, listener) -> {
          failed.set(true);
          beam.execute(task, step, parallelism, listener);
          failed.set(false);
        };

    try (Store store = Stores.open(folder.resolve("store").toString());
        beam) {
      Engine engine = new Engine(ToyStages.class, spy, store, InstantSource.system());
      assertThatThrownBy(
              () -> engine.run(job(study(20, 0, "data")), RunOptions.ALL, ProgressListener.SILENT))
          .isExactlyInstanceOf(DataException.class)
          .hasMessage("numbers/batch-10: is odd. Expected even.");
    }
    assertThat(failed).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"FlinkRunner", "DirectRunner"})
  void infrastructureFailureComesOutOnceRetriesAreUsedUp(String runner) {
    assertThatThrownBy(() -> run(runner, 2, study(20, 0, "infra"), ProgressListener.SILENT))
        .isExactlyInstanceOf(InfraException.class)
        .hasMessage("the disk is full.");
  }

  @Test
  void bugComesOutAsABugWithItsCause() {
    assertThatThrownBy(() -> run("DirectRunner", 2, study(20, 0, "bug"), ProgressListener.SILENT))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "stage squares on DirectRunner: failed. java.lang.IllegalArgumentException: a bug.")
        .hasRootCauseMessage("a bug");
  }

  @Test
  void unreachableClusterIsNamed() {
    Spread nowhere = new Spread("FlinkRunner", "127.0.0.1:1", List.of());
    assertThatThrownBy(() -> run(nowhere, 1, study(), ProgressListener.SILENT))
        .isExactlyInstanceOf(InfraException.class)
        .hasMessage(
            "--flink-master: no Flink cluster answers. Got 127.0.0.1:1. Expected [local] or the"
                + " host:port of a JobManager's REST address. Connection refused.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FlinkRunner", "DirectRunner"})
  void progressReachesTheCallerDownToPartsOfUnits(String runner) {
    Set<Double> fractions = new ConcurrentSkipListSet<>();
    Set<Integer> done = new ConcurrentSkipListSet<>();
    run(
        runner,
        2,
        // Long enough that progress, told four times a second, comes between the units on any
        // machine.
        study(20, 3_000_000, "none"),
        new ProgressListener() {
          @Override
          public void stageAdvances(StageProgress progress) {
            if (progress.stage().equals("squares")) {
              fractions.add(progress.fraction());
              done.add(progress.unitsDone());
            }
          }
        });

    assertThat(done).contains(1, 2, 3, 4);
    assertThat(fractions).contains(1.0).hasSizeGreaterThan(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FlinkRunner", "DirectRunner"})
  void asManyUnitsRunTogetherAsAskedFor(String runner) {
    Set<String> underWay = new ConcurrentSkipListSet<>();
    Set<Integer> counts = new ConcurrentSkipListSet<>();
    BeamExecutor beam = new BeamExecutor(new Spread(runner, "[local]", List.of()));
    Executor spy =
        (task, step, parallelism, listener) ->
            beam.execute(
                task,
                step,
                parallelism,
                (unit, fraction) -> {
                  boolean changed = fraction < 1 ? underWay.add(unit) : underWay.remove(unit);
                  counts.add(changed ? underWay.size() : 0);
                });

    try (Store store = Stores.open(folder.resolve("store").toString());
        beam) {
      new Engine(ToyStages.class, spy, store, InstantSource.system())
          .run(
              job(study(60, 100_000, "none")),
              new RunOptions(2, Set.of(), Set.of()),
              ProgressListener.SILENT);
    }

    assertThat(counts).contains(2).allMatch(count -> count <= 2);
  }

  @Test
  void runsAtOncePackWhatTheySendInFoldersOfTheirOwnAndLeaveNone() {
    List<Path> folders = new ArrayList<>();

    try (SentFiles one = new SentFiles();
        SentFiles other = new SentFiles()) {
      for (SentFiles sent : List.of(one, other, one)) {
        PipelineOptions options = PipelineOptionsFactory.create();
        sent.of(List.of(), options);
        folders.add(Path.of(options.getTempLocation()));
        assertThat(Path.of(options.as(FileStagingOptions.class).getFilesToStage().get(0)))
            .isRegularFile();
      }
      assertThat(folders.get(0)).isEqualTo(folders.get(2)).isNotEqualTo(folders.get(1));
    }

    assertThat(folders).allSatisfy(path -> assertThat(path).doesNotExist());
  }

  private List<StageOutcome> run(
      String runner, int parallelism, Study study, ProgressListener listener) {
    return run(new Spread(runner, "[local]", List.of()), parallelism, study, listener);
  }

  private List<StageOutcome> run(
      Spread spread, int parallelism, Study study, ProgressListener listener) {
    try (Store store = Stores.open(folder.resolve("store").toString());
        BeamExecutor executor = new BeamExecutor(spread)) {
      Engine engine = new Engine(ToyStages.class, executor, store, InstantSource.system());
      return engine.run(job(study), new RunOptions(parallelism, Set.of(), Set.of()), listener);
    }
  }
}
