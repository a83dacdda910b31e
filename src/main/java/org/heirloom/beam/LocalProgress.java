package org.heirloom.beam;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.heirloom.stage.Executor.UnitListener;

/**
 * Carries progress from DoFns to the caller where both are in one process, and nowhere otherwise.
 *
 * <p>The map is static because Beam copies DoFns by serialisation, so that nothing else connects
 * them with their caller.
 */
final class LocalProgress implements AutoCloseable {
  private static final Map<String, LocalProgress> SESSIONS = new ConcurrentHashMap<>();
  private static final int LAST_SECONDS = 10;

  private final String session;
  private final UnitListener listener;
  private final Phaser running = new Phaser(1);

  private LocalProgress(String session, UnitListener listener) {
    this.session = session;
    this.listener = listener;
  }

  static LocalProgress listen(String session, UnitListener listener) {
    LocalProgress progress = new LocalProgress(session, listener);
    SESSIONS.put(session, progress);
    return progress;
  }

  static void tell(String session, String unit, double fraction) {
    LocalProgress progress = SESSIONS.get(session);
    if (progress != null) {
      progress.listener.unitAdvances(unit, fraction);
    }
  }

  /** Does a unit of work, so that its caller can see that it is not done yet. */
  static <T> T during(String session, Supplier<T> work) {
    LocalProgress progress = SESSIONS.get(session);
    if (progress == null) {
      return work.get();
    }
    progress.running.register();
    try {
      return work.get();
    } finally {
      progress.running.arriveAndDeregister();
    }
  }

  /**
   * Gives units that still run after a failure, as they do on the direct runner, a moment to end,
   * so that their work is kept and nothing is written after the caller has gone on.
   */
  @Override
  public void close() {
    SESSIONS.remove(session);
    try {
      running.awaitAdvanceInterruptibly(
          running.arriveAndDeregister(), LAST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      return;
    }
  }
}
