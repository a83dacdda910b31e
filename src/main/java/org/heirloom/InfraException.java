package org.heirloom;

/** The machine, the store or the cluster failed. */
public final class InfraException extends HeirloomException {
  private static final long serialVersionUID = 1L;

  /** Exit code of this kind of failure. */
  public static final int EXIT_CODE = 4;

  public InfraException(String message) {
    this(message, null);
  }

  public InfraException(String message, Throwable cause) {
    super(EXIT_CODE, message, cause);
  }
}
