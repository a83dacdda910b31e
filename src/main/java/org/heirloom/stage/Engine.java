package org.heirloom.stage;

import java.lang.reflect.InvocationTargetException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heirloom.DataException;
import org.heirloom.StudyException;
import org.heirloom.store.Store;
import org.heirloom.study.CanonicalJson;

/**
 * Plans, runs and verifies chains of stages in one store.
 *
 * <p>{@code new Engine(MyStages.class, new BeamExecutor(..), store, InstantSource.system())}. The
 * clock serves estimates and run records only; nothing that a key covers depends on it.
 */
public final class Engine {
  private final Class<? extends StageRegistry> registry;
  private final Map<String, Stage> stages;
  private final Executor executor;
  private final Store store;
  private final InstantSource clock;

  /**
   * An engine over an open store, which stays the caller's to close.
   *
   * @param registry the stages; see {@link StageRegistry}
   */
  public Engine(
      Class<? extends StageRegistry> registry,
      Executor executor,
      Store store,
      InstantSource clock) {
    this.registry = registry;
    this.stages = Graph.byName(make(registry));
    this.executor = executor;
    this.store = store;
    this.clock = clock;
  }

  private static StageRegistry make(Class<? extends StageRegistry> registry) {
    try {
      return registry.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(registry + ": its constructor failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(registry + ": has no public constructor", e);
    }
  }

  /**
   * Says of each stage of the pipeline, in order, whether it will run, and why. Verifies the files
   * of complete stages; changes nothing.
   *
   * @throws StudyException if the pipeline's graph is wrong
   */
  public List<PlanEntry> plan(Job job) {
    Planner planner = new Planner(job, store);
    List<PlanEntry> plan = new ArrayList<>();
    for (Chain.Link link : chain(job).links()) {
      plan.add(planner.entry(link, false));
    }
    return plan;
  }

  private Chain chain(Job job) {
    Graph.check(job.pipeline(), stages);
    return Chain.of(job, stages);
  }

  /**
   * Runs what the plan says, in order, after removing what dead runs left in the store.
   *
   * @return what became of each stage that was asked for
   * @throws org.heirloom.HeirloomException that of the first unit that failed; what is complete
   *     stays
   */
  public List<StageOutcome> run(Job job, RunOptions options, ProgressListener listener) {
    Chain chain = chain(job);
    checkNames(job, options);
    store.sweep();
    RunRecord record = new RunRecord(store, job.study().name(), clock.instant());
    ChainRun run = new ChainRun(this, job, new ChainRun.Setting(chain, options, listener, record));
    List<StageOutcome> outcomes = new ArrayList<>();
    for (Chain.Link link : chain.links()) {
      if (options.only().isEmpty() || options.only().contains(link.stage().name())) {
        outcomes.add(run.stage(link, outcomes.size() + 1));
      }
    }
    return outcomes;
  }

  Executor executor() {
    return executor;
  }

  Store store() {
    return store;
  }

  InstantSource clock() {
    return clock;
  }

  String registry() {
    return registry.getName();
  }

  private static void checkNames(Job job, RunOptions options) {
    Set<String> known = new TreeSet<>();
    job.pipeline().stages().forEach(step -> known.add(step.stage()));
    Set<String> asked = new TreeSet<>(options.only());
    asked.addAll(options.force());
    asked.removeAll(known);
    if (!asked.isEmpty()) {
      throw new StudyException(
          "pipeline "
              + job.pipeline().name()
              + ": no such stage. Got "
              + String.join(", ", asked)
              + ". Expected one of "
              + String.join(", ", known)
              + ".");
    }
  }

  /**
   * Runs the study again into an empty scratch store and compares file by file with this one.
   *
   * @param scratch another store; its contents are the caller's to delete
   * @throws DataException if the study is not complete in this store
   */
  public VerifyReport verify(
      Job job, Store scratch, Tolerance tolerance, ProgressListener listener) {
    Chain chain = chain(job);
    for (Chain.Link link : chain.links()) {
      requireComplete(link);
    }
    new Engine(registry, executor, scratch, clock).run(job, RunOptions.ALL, listener);
    return new Verifier(store, scratch, tolerance).compare(chain);
  }

  /**
   * What the stages of a study left, as a stage sees it that reads all of them. Those that are not
   * complete are no inputs of it.
   *
   * @throws DataException if the last of the stages that are asked for is not complete
   */
  public StageContext finished(Job job, String asked) {
    Chain chain = chain(job);
    requireComplete(chain.link(asked));
    Map<String, String> keys = new TreeMap<>();
    for (Chain.Link link : chain.links()) {
      StageRecord.find(store, link.stage().name(), link.key())
          .ifPresent(record -> keys.put(link.stage().name(), link.key()));
    }
    StageTask task =
        new StageTask(
            "",
            registry(),
            store.location(),
            "",
            "",
            "",
            keys,
            List.of(),
            "{}",
            CanonicalJson.text(job.study()),
            job.studyFolder().toString());
    return new StoreContext(task, null, store, fraction -> {});
  }

  /**
   * Name of the artifact in the store that a unit of a stage left for a study.
   *
   * @throws DataException if the stage is not complete in this store
   */
  public String artifact(Job job, String stage, String unit) {
    Chain.Link link = chain(job).link(stage);
    if (link == null) {
      throw new StudyException(
          "pipeline %s: no stage named %s. Expected one that ends in it."
              .formatted(job.pipeline().name(), stage));
    }
    requireComplete(link);
    return Names.unit(stage, link.key(), unit);
  }

  /** How long the stages of a study took whose outputs are complete in this store, in order. */
  public List<StageTime> times(Job job) {
    StageTimes times = new StageTimes(store, job.study().name());
    List<StageTime> known = new ArrayList<>();
    for (Chain.Link link : chain(job).links()) {
      times.find(link.stage().name(), link.key()).ifPresent(known::add);
    }
    return known;
  }

  StageRecord requireComplete(Chain.Link link) {
    Optional<StageRecord> record = StageRecord.find(store, link.stage().name(), link.key());
    return record.orElseThrow(
        () ->
            new DataException(
                "stage "
                    + link.stage().name()
                    + ": no output for this study in "
                    + store.location()
                    + ". Run it first."));
  }
}
