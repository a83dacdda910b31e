package org.heirloom.stage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers what units say of themselves into the progress of their stage. */
final class ProgressMeter implements Executor.UnitListener {
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final double GROUND = 0.02;

  private final String stage;
  private final ProgressListener listener;
  private final InstantSource clock;
  private final Instant start;
  private final Map<String, Double> fractions = new TreeMap<>();
  private Instant last;

  ProgressMeter(String stage, List<String> units, ProgressListener listener, InstantSource clock) {
    this.stage = stage;
    this.listener = listener;
    this.clock = clock;
    this.start = clock.instant();
    this.last = start;
    units.forEach(unit -> fractions.put(unit, 0.0));
  }

  @Override
  public synchronized void unitAdvances(String unit, double fraction) {
    if (!fractions.containsKey(unit) || !(fraction > fractions.get(unit))) {
      return;
    }
    fractions.put(unit, Math.min(1, fraction));
    Instant now = clock.instant();
    if (fraction >= 1 || Duration.between(last, now).compareTo(INTERVAL) >= 0) {
      last = now;
      listener.stageAdvances(progress(Duration.between(start, now)));
    }
  }

  @Override
  public synchronized void startsOver(String reason) {
    listener.stageStartsOver(stage, reason);
  }

  private StageProgress progress(Duration elapsed) {
    int done = (int) fractions.values().stream().filter(f -> f >= 1).count();
    double sum = fractions.values().stream().mapToDouble(f -> f).sum();
    double fraction = sum / fractions.size();
    Optional<Duration> remaining =
        fraction < GROUND
            ? Optional.empty()
            : Optional.of(Duration.ofMillis((long) (elapsed.toMillis() * (1 / fraction - 1))));
    return new StageProgress(stage, done, fractions.size(), fraction, elapsed, remaining);
  }
}
