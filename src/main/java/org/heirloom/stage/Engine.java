package org.heirloom.stage;

import java.lang.reflect.InvocationTargetException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.heirloom.DataException;
import org.heirloom.StudyException;
import org.heirloom.store.Store;

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

  /** What the stages of a study left in this store. Reads the study's data, for their keys. */
  public Finished finished(Job job) {
    Map<String, String> keys = new LinkedHashMap<>();
    chain(job).links().forEach(link -> keys.put(link.stage().name(), link.key()));
    return new Finished(job, registry(), store, keys);
  }

  /** The same of stages that were just run, whose keys are known. */
  public Finished finished(Job job, List<StageOutcome> outcomes) {
    Map<String, String> keys = new LinkedHashMap<>();
    outcomes.forEach(outcome -> keys.put(outcome.plan().stage(), outcome.plan().key()));
    return new Finished(job, registry(), store, keys);
  }

  StageRecord requireComplete(Chain.Link link) {
    return StageRecord.require(store, link.stage().name(), link.key());
  }
}
