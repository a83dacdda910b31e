package org.heirloom.stage;

import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Recording;

/** Tells how a run goes to whoever watches this process, beside another listener. */
public final class RecordedProgress implements ProgressListener {
  private static final String PLANNED = "planned";
  private static final String DONE = "done";

  private final ProgressListener other;

  /** Tells it to {@code other} as well. */
  public RecordedProgress(ProgressListener other) {
    this.other = other;
  }

  @Override
  public void stageBegins(PlanEntry plan, int number, int count) {
    boolean runs = plan.action() == PlanEntry.Action.RUN;
    Recording.now().set(LiveSeries.STAGE_RUNNING, runs ? 1 : 0, plan.stage());
    Recording.now().set(LiveSeries.STAGE_PROGRESS, 0, plan.stage());
    other.stageBegins(plan, number, count);
  }

  @Override
  public void stageAdvances(StageProgress progress) {
    units(progress.stage(), progress.units(), progress.unitsDone());
    Recording.now().set(LiveSeries.STAGE_PROGRESS, progress.fraction(), progress.stage());
    other.stageAdvances(progress);
  }

  @Override
  public void stageStartsOver(String stage, String reason) {
    other.stageStartsOver(stage, reason);
  }

  @Override
  public void stageEnds(StageOutcome outcome) {
    String stage = outcome.plan().stage();
    units(stage, outcome.units().size(), outcome.units().size());
    Recording.now().set(LiveSeries.STAGE_PROGRESS, 1, stage);
    Recording.now().set(LiveSeries.STAGE_RUNNING, 0, stage);
    other.stageEnds(outcome);
  }

  private static void units(String stage, int planned, int done) {
    Recording.now().set(LiveSeries.STAGE_UNITS, planned, stage, PLANNED);
    Recording.now().set(LiveSeries.STAGE_UNITS, done, stage, DONE);
  }
}
