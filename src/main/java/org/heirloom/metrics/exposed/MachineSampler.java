package org.heirloom.metrics.exposed;

import java.util.concurrent.TimeUnit;

/**
 * Looks at memory and GPUs every few seconds, in a thread that lives only while somebody works, so
 * that an idle worker asks nothing.
 */
final class MachineSampler {
  private static final int PERIOD_SECONDS = 10;

  private static int users;
  private static Thread thread;

  private MachineSampler() {}

  /** Somebody begins to work. */
  static synchronized void begin() {
    users++;
    if (users == 1) {
      thread = new Thread(MachineSampler::sample, "heirloom-machine-sampler");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Somebody ends. */
  static synchronized void end() {
    users--;
    if (users == 0) {
      thread.interrupt();
      thread = null;
    }
  }

  private static void sample() {
    Gpus gpus = Gpus.ofThisMachine();
    try {
      while (true) {
        ProcessMemory.record();
        gpus.record();
        TimeUnit.SECONDS.sleep(PERIOD_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
