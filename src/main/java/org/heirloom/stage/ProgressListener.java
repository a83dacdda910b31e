package org.heirloom.stage;

/**
 * Hears how a run goes, for a terminal or a log. Calls come one after another, from any thread;
 * {@link #stageAdvances} at most a few times a second.
 */
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener SILENT = new ProgressListener() {};

  /**
   * A stage begins.
   *
   * @param number its place in the pipeline, from 1
   * @param count stages of the pipeline
   */
  default void stageBegins(PlanEntry plan, int number, int count) {}

  /** A stage that runs has come further. */
  default void stageAdvances(StageProgress progress) {}

  /** A stage starts over with what was not complete yet, for a reason that people should know. */
  default void stageStartsOver(String stage, String reason) {}

  /** A stage is complete. */
  default void stageEnds(StageOutcome outcome) {}
}
