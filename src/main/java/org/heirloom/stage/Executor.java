package org.heirloom.stage;

/** Spreads a stage's units of work over threads or machines. */
public interface Executor {

  /**
   * Does every unit of a task with {@link UnitWork#run} and then {@link UnitWork#complete}, in any
   * order and anywhere. Returns when the stage is complete.
   *
   * @param listener hears of units in this process; calls may come from any thread
   * @throws org.heirloom.HeirloomException as a unit threw it, without the layers of the runner
   */
  void execute(StageTask task, int parallelism, UnitListener listener);

  /** Hears how far the units are that run in this process. */
  interface UnitListener {
    /** A unit has done this fraction of its work, in [0, 1]; 1 when it is published. */
    void unitAdvances(String unit, double fraction);
  }
}
