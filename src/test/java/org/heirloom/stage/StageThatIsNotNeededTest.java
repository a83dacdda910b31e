package org.heirloom.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.heirloom.stage.toy.ToyStages.step;
import static org.heirloom.stage.toy.ToyStages.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.stage.toy.SerialExecutor;
import org.heirloom.stage.toy.Trees;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;
import org.heirloom.study.Study;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage that a study may do without, before one that it needs. */
final class StageThatIsNotNeededTest {
  private static final Study WITHOUT = study(20, 0, "none");
  private static final Study WITH = study(20, 1, "none");

  @TempDir Path folder;
  private Store store;
  private Engine engine;

  /** {@code extra}, for studies with hashes, then {@code end}, which reads it. */
  public static final class Registry implements StageRegistry {
    @Override
    public List<Stage> stages() {
      return List.of(new Written("extra", List.of()), new Written("end", List.of("extra")));
    }

    @Override
    public String natives() {
      return "none";
    }
  }

  private record Written(String name, List<String> inputs) implements Stage {
    @Override
    public String meaning() {
      return "writes its name";
    }

    @Override
    public boolean needed(Study study) {
      return name.equals("end") || study.sample().probe() > 0;
    }

    @Override
    public Object reads(Study study, Path studyFolder) {
      return Map.of();
    }

    @Override
    public List<String> units(StageContext context) {
      return List.of("all");
    }

    @Override
    public void run(String unit, StageContext context, Path draft) {
      try {
        Files.writeString(draft.resolve("name.txt"), name, UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @BeforeEach
  void open() {
    store = Stores.open(folder.resolve("store").toString());
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
    engine = new Engine(Registry.class, new SerialExecutor(), store, clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Job job(Study study) {
    return new Job(
        study, Path.of("."), new Pipeline("two", "", List.of(step("extra"), step("end"))));
  }

  private List<StageOutcome> run(Study study, RunOptions options) {
    return engine.run(job(study), options, ProgressListener.SILENT);
  }

  @Test
  void itIsNoPartOfThePlanNorOfTheRun() {
    assertThat(engine.plan(job(WITHOUT))).extracting(PlanEntry::stage).containsExactly("end");
    assertThat(run(WITHOUT, RunOptions.ALL))
        .extracting(outcome -> outcome.plan().stage())
        .containsExactly("end");
    assertThat(engine.plan(job(WITH))).extracting(PlanEntry::stage).containsExactly("extra", "end");
  }

  @Test
  void theStageAfterItHasOneInputLess() {
    String without = run(WITHOUT, RunOptions.ALL).get(0).plan().key();
    String with = run(WITH, RunOptions.ALL).get(1).plan().key();

    assertThat(without).isNotEqualTo(with);
  }

  @Test
  void askedForAloneItDoesNothing() throws IOException {
    run(WITHOUT, RunOptions.ALL);
    Map<String, String> before = Trees.of(folder.resolve("store/end"));

    assertThat(run(WITHOUT, new RunOptions(1, Set.of("extra"), Set.of()))).isEmpty();
    assertThat(folder.resolve("store/extra")).doesNotExist();
    assertThat(Trees.of(folder.resolve("store/end"))).isEqualTo(before);
  }
}
