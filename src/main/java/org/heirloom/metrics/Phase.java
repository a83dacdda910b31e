package org.heirloom.metrics;

import java.util.Locale;
import java.util.function.Supplier;

/** Where time goes, as far as it is watched: no clock is read while nobody does. */
public enum Phase {
  TRAINING,
  EVALUATION,
  INFERENCE,
  CHECKPOINT,
  STORE_READ,
  STORE_WRITE;

  private static final double NANOS = 1e9;

  /** Its name as a label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Does what belongs to this phase. */
  public void during(Runnable work) {
    during(
        () -> {
          work.run();
          return work;
        });
  }

  /** Does what belongs to this phase, and returns what came of it. */
  public <T> T during(Supplier<T> work) {
    if (!Recording.isOn()) {
      return work.get();
    }
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      double seconds = (System.nanoTime() - start) / NANOS;
      Recording.now().add(LiveSeries.PHASE_SECONDS, seconds, label());
    }
  }
}
