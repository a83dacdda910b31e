package org.heirloom.stage;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a stage is.
 *
 * @param stage its name
 * @param unitsDone units of work that are complete, reused ones among them
 * @param units how many there are
 * @param fraction share of the stage's work that is done, in [0, 1], parts of running units
 *     included
 * @param elapsed since the stage began
 * @param remaining estimate, as soon as there is ground for one
 */
public record StageProgress(
    String stage,
    int unitsDone,
    int units,
    double fraction,
    Duration elapsed,
    Optional<Duration> remaining) {}
