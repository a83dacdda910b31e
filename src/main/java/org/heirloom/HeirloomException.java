package org.heirloom;

/**
 * A failure that a user can understand and act on: its message is shown without a stack trace.
 *
 * <p>Messages read {@code path: problem. Got value. Expected rule. Hint.} Anything else that is
 * thrown is a bug.
 */
public abstract sealed class HeirloomException extends RuntimeException
    permits StudyException, DataException, InfraException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  HeirloomException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The process's exit code for this kind of failure. */
  public int exitCode() {
    return exitCode;
  }
}
