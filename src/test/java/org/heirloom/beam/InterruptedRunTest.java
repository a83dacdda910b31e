package org.heirloom.beam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.stage.Engine;
import org.heirloom.stage.PlanEntry;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.RunOptions;
import org.heirloom.stage.StageOutcome;
import org.heirloom.stage.toy.SerialExecutor;
import org.heirloom.stage.toy.ToyStages;
import org.heirloom.stage.toy.Trees;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in processes of their own, killed at any moment or side by side. */
final class InterruptedRunTest {
  private static final int KILLS = 4;
  private static final int SIGNS = 14;

  @TempDir Path folder;
  private Path root;
  private Map<String, String> undisturbed;

  @BeforeEach
  void runUndisturbed() {
    root = folder.resolve("store");
    try (Store store = Stores.open(folder.resolve("undisturbed").toString())) {
      run(store);
    }
    undisturbed = Trees.of(folder.resolve("undisturbed"));
  }

  @Test
  void killedRunsAreFinishedByTheSameCommandWithTheSameBytes() throws Exception {
    RandomStream random = new Seed(20).stream();
    for (int i = 0; i < KILLS; i++) {
      try (ToyProcess process = ToyProcess.start(root)) {
        process.killAfter(1 + random.nextInt(SIGNS));
      }
    }
    Set<String> complete = published();

    List<StageOutcome> outcomes;
    try (Store store = Stores.open(root.toString())) {
      outcomes = run(store);
    }

    assertThat(Trees.of(root)).isEqualTo(undisturbed);
    assertThat(root.resolve("tmp")).isEmptyDirectory();
    assertThat(filesBelow(root.resolve("checkpoints"))).isEmpty();
    int units = 6 + 6 + 1;
    int run = outcomes.stream().mapToInt(StageOutcome::unitsRun).sum();
    assertThat(run).isEqualTo(units - complete.size());
  }

  @Test
  void twoRunsInOneStoreDoNoHarm() throws Exception {
    try (ToyProcess first = ToyProcess.start(root);
        ToyProcess second = ToyProcess.start(root)) {
      assertThat(first.end()).isZero();
      assertThat(second.end()).isZero();
    }

    assertThat(Trees.of(root)).isEqualTo(undisturbed);
    try (Store store = Stores.open(root.toString())) {
      assertThat(run(store))
          .extracting(o -> o.plan().action())
          .containsOnly(PlanEntry.Action.REUSE);
    }
    assertThat(root.resolve("tmp")).isEmptyDirectory();
  }

  private static List<StageOutcome> run(Store store) {
    return new Engine(ToyStages.class, new SerialExecutor(), store, InstantSource.system())
        .run(
            ToyStages.job(ToyStages.study(ToyProcess.NUMBERS, ToyProcess.HASHES, "none")),
            RunOptions.ALL,
            ProgressListener.SILENT);
  }

  private Set<String> published() {
    try (Store store = Stores.open(root.toString())) {
      Set<String> names = new TreeSet<>();
      for (String stage : List.of("numbers", "squares", "sum")) {
        store.list(stage).stream().filter(name -> name.contains("/units/")).forEach(names::add);
      }
      return names;
    }
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}
