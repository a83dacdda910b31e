package org.heirloom.cli;

import java.time.Duration;
import java.util.Locale;
import org.heirloom.stage.PlanEntry;
import org.heirloom.stage.StageOutcome;
import org.heirloom.stage.StageProgress;

/** Words for how far a run is. */
final class ProgressText {
  private ProgressText() {}

  /** {@code 1 of 3 units, 56 %, 0:42 elapsed, about 0:33 left}. */
  static String of(StageProgress progress) {
    return String.format(
        Locale.ROOT,
        "%d of %s, %d %%, %s elapsed%s",
        progress.unitsDone(),
        units(progress.units()),
        (int) Math.floor(progress.fraction() * 100),
        clock(progress.elapsed()),
        progress.remaining().map(left -> ", about " + clock(left) + " left").orElse(""));
  }

  /** {@code reused}, or {@code done in 1:15, 3 units}. */
  static String of(StageOutcome outcome) {
    if (outcome.plan().action() == PlanEntry.Action.REUSE) {
      return "reused";
    }
    int kept = outcome.units().size() - outcome.unitsRun();
    return "done in "
        + clock(outcome.elapsed())
        + ", "
        + units(outcome.unitsRun())
        + (kept == 0 ? "" : ", " + kept + " kept from an interrupted run");
  }

  /** {@code 0:42}, {@code 12:05}, {@code 1:02:03}. */
  static String clock(Duration time) {
    long seconds = Math.max(0, Math.round(time.toMillis() / 1000.0));
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static String units(int count) {
    return count + (count == 1 ? " unit" : " units");
  }
}
