package org.heirloom.stage;

import java.time.InstantSource;
import java.util.List;
import org.heirloom.store.Store;

/**
 * Plans, runs and verifies chains of stages in one store.
 *
 * <p>{@code new Engine(MyStages.class, new BeamExecutor(..), store, InstantSource.system())}. The
 * clock serves estimates and run records only; nothing that a key covers depends on it.
 */
public final class Engine {
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
    throw new UnsupportedOperationException(registry.getName());
  }

  /**
   * Says of each stage of the pipeline, in order, whether it will run, and why. Verifies the files
   * of complete stages; changes nothing.
   *
   * @throws org.heirloom.StudyException if the pipeline's graph is wrong
   */
  public List<PlanEntry> plan(Job job) {
    return List.of();
  }

  /**
   * Runs what the plan says, in order.
   *
   * @return what became of each stage that was asked for
   * @throws org.heirloom.HeirloomException that of the first unit that failed; what is complete
   *     stays
   */
  public List<StageOutcome> run(Job job, RunOptions options, ProgressListener listener) {
    return List.of();
  }

  /**
   * Runs the study again into an empty scratch store and compares file by file with this one.
   *
   * @param scratch another store; its contents are the caller's to delete
   * @throws org.heirloom.DataException if the study is not complete in this store
   */
  public VerifyReport verify(
      Job job, Store scratch, Tolerance tolerance, ProgressListener listener) {
    return new VerifyReport("", List.of());
  }
}
