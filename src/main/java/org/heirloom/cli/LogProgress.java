package org.heirloom.cli;

import java.io.PrintWriter;
import java.time.Duration;
import org.heirloom.stage.PlanEntry;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.StageOutcome;
import org.heirloom.stage.StageProgress;

/** Plain lines: as a stage begins and ends, and once a minute between. */
final class LogProgress implements ProgressListener {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final PrintWriter err;
  private String stage = "";
  private Duration said = Duration.ZERO;

  LogProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void stageBegins(PlanEntry plan, int number, int count) {
    stage = "[%d/%d] %s".formatted(number, count, plan.stage());
    said = Duration.ZERO;
    if (plan.action() == PlanEntry.Action.RUN) {
      err.println(stage + ": begins (" + plan.reason() + ")");
    }
  }

  @Override
  public void stageAdvances(StageProgress progress) {
    if (progress.elapsed().minus(said).compareTo(PAUSE) >= 0) {
      said = progress.elapsed();
      err.println(stage + ": " + ProgressText.of(progress));
    }
  }

  @Override
  public void stageStartsOver(String name, String reason) {
    err.println(stage + ": " + reason);
  }

  @Override
  public void stageEnds(StageOutcome outcome) {
    err.println(stage + ": " + ProgressText.of(outcome));
  }
}
