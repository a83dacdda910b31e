package org.heirloom.stage;

import java.util.Optional;
import org.heirloom.DataException;
import org.heirloom.HeirloomException;
import org.heirloom.InfraException;
import org.heirloom.StudyException;
import org.heirloom.store.Store;
import org.heirloom.study.CanonicalJson;

/**
 * How a unit of work failed, as a note in the store, so that it reaches the user as it was thrown,
 * whatever runner and however many machines are between.
 *
 * @param unit the unit's name
 * @param kind simple name of the exception
 * @param message its message
 */
record UnitFailure(String unit, String kind, String message) {

  static UnitFailure of(String unit, HeirloomException failure) {
    return new UnitFailure(unit, failure.getClass().getSimpleName(), failure.getMessage());
  }

  /** Whether another try would end the same way: the study or the data are at fault. */
  boolean isFinal() {
    return !kind.equals(InfraException.class.getSimpleName());
  }

  /** Throws what the unit threw. */
  void rethrow(Throwable cause) {
    switch (kind) {
      case "StudyException" -> throw new StudyException(message, cause);
      case "DataException" -> throw new DataException(message, cause);
      default -> throw new InfraException(message, cause);
    }
  }

  /**
   * Throws what is known of the end of a stage: what the unit threw, if that was the reason. A
   * failure of the machine may be one of several, and is told beside the last one.
   */
  void explain(RuntimeException end) {
    if (isFinal()) {
      rethrow(end);
    }
    if (end instanceof InfraException && !end.getMessage().contains(message)) {
      throw new InfraException(end.getMessage() + " Before: " + message, end);
    }
  }

  /** The failure that was noted first or, if only infrastructure failed, last. */
  static Optional<UnitFailure> find(Store store, StageTask task) {
    return store.note(name(task)).map(text -> CanonicalJson.read(text, UnitFailure.class));
  }

  void write(Store store, StageTask task) {
    boolean done = find(store, task).filter(UnitFailure::isFinal).isPresent();
    if (!done) {
      store.writeNote(name(task), CanonicalJson.pretty(this));
    }
  }

  private static String name(StageTask task) {
    return "runs/" + task.run() + "/" + task.stage() + "-failure.json";
  }
}
