package org.heirloom.model.tensorflow;

import java.util.concurrent.TimeUnit;
import org.heirloom.ProcessSettings;

/**
 * When a training saves itself between two evaluations: once {@code HEIRLOOM_CHECKPOINT_SECONDS}
 * (300) have passed since it last did, so that a lost worker costs no more than that, however long
 * an epoch is. When it is saved changes no result.
 */
final class SaveClock {
  static final String SECONDS = "HEIRLOOM_CHECKPOINT_SECONDS";

  private static final int DEFAULT_SECONDS = 300;

  private final long nanos =
      TimeUnit.SECONDS.toNanos(ProcessSettings.number(SECONDS, DEFAULT_SECONDS));
  private long last = System.nanoTime();

  /** Whether it is time. */
  boolean isDue() {
    return System.nanoTime() - last >= nanos;
  }

  /** It has been saved now. */
  void saved() {
    last = System.nanoTime();
  }
}
