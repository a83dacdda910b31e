package org.heirloom.cli;

import java.io.PrintWriter;
import org.heirloom.stage.PlanEntry;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.StageOutcome;
import org.heirloom.stage.StageProgress;

/** One line a stage, which is written over as the stage goes on. */
final class TerminalProgress implements ProgressListener {
  private static final String TO_LINE_START = "\r";
  private static final String CLEAR_TO_END = "\u001b[K";

  private final PrintWriter err;
  private final int columns;
  private String stage = "";

  TerminalProgress(PrintWriter err, int columns) {
    this.err = err;
    this.columns = columns;
  }

  @Override
  public void stageBegins(PlanEntry plan, int number, int count) {
    stage = "[%d/%d] %s".formatted(number, count, plan.stage());
    show(plan.action() == PlanEntry.Action.RUN ? stage + ": " + plan.reason() : stage);
  }

  @Override
  public void stageAdvances(StageProgress progress) {
    show(stage + ": " + ProgressText.of(progress));
  }

  @Override
  public void stageStartsOver(String name, String reason) {
    show(stage + ": " + reason);
    err.println();
  }

  @Override
  public void stageEnds(StageOutcome outcome) {
    show(stage + ": " + ProgressText.of(outcome));
    err.println();
    stage = "";
  }

  private void show(String line) {
    int room = Math.max(1, columns - 1);
    String shown = line.length() > room ? line.substring(0, room) : line;
    err.print(TO_LINE_START + shown + CLEAR_TO_END);
    err.flush();
  }
}
