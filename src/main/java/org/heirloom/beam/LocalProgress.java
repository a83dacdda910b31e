package org.heirloom.beam;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.heirloom.stage.Executor.UnitListener;

/**
 * Carries progress from DoFns to the caller where both are in one process, and nowhere otherwise.
 *
 * <p>The map is static because Beam copies DoFns by serialisation, so that nothing else connects
 * them with their caller.
 */
final class LocalProgress implements AutoCloseable {
  private static final Map<String, UnitListener> LISTENERS = new ConcurrentHashMap<>();

  private final String session;

  private LocalProgress(String session) {
    this.session = session;
  }

  static LocalProgress listen(String session, UnitListener listener) {
    LISTENERS.put(session, listener);
    return new LocalProgress(session);
  }

  static void tell(String session, String unit, double fraction) {
    UnitListener listener = LISTENERS.get(session);
    if (listener != null) {
      listener.unitAdvances(unit, fraction);
    }
  }

  @Override
  public void close() {
    LISTENERS.remove(session);
  }
}
