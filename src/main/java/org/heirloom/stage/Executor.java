package org.heirloom.stage;

/** Spreads a stage's units of work over threads or machines. */
public interface Executor extends AutoCloseable {

  /**
   * Does every unit of a task with {@link UnitWork#run} and then calls {@link UnitWork#complete}
   * with all reports, in any order and anywhere. Returns when the stage is complete.
   *
   * @param step the stage's line of the pipeline file
   * @param parallelism how many units may run at the same time
   * @param listener hears how far the units are
   * @throws org.heirloom.InfraException if workers or their machines failed
   */
  void execute(StageTask task, Pipeline.Step step, int parallelism, UnitListener listener);

  /** Frees what was kept from stage to stage. */
  @Override
  default void close() {}

  /** Hears how far units are. */
  interface UnitListener {
    /**
     * A unit has done this fraction of its work, in [0, 1]; 1 when it is published. May be called
     * from any thread, more than once, and with less than before after a retry.
     */
    void unitAdvances(String unit, double fraction);

    /** What was not published starts over, for a reason that people should know. */
    default void startsOver(String reason) {}
  }
}
