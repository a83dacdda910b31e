package org.heirloom;

/** Input data is missing, damaged or unfit for the study. */
public final class DataException extends HeirloomException {
  private static final long serialVersionUID = 1L;

  /** Exit code of this kind of failure. */
  public static final int EXIT_CODE = 3;

  public DataException(String message) {
    this(message, null);
  }

  public DataException(String message, Throwable cause) {
    super(EXIT_CODE, message, cause);
  }
}
