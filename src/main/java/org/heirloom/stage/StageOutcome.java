package org.heirloom.stage;

import java.time.Duration;
import java.util.List;

/**
 * What became of one stage.
 *
 * @param plan what was planned and why
 * @param units names of its units of work, in order
 * @param unitsRun how many of them were computed now; the others were complete
 * @param elapsed how long it took, verification included
 */
public record StageOutcome(PlanEntry plan, List<String> units, int unitsRun, Duration elapsed) {
  public StageOutcome {
    units = List.copyOf(units);
  }

  /** Name of the artifact in the store that a unit left. */
  public String artifact(String unit) {
    return Names.unit(plan.stage(), plan.key(), unit);
  }
}
