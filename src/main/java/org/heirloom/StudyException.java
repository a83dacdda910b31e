package org.heirloom;

/** A study file, or the command line, is wrong. */
public final class StudyException extends HeirloomException {
  private static final long serialVersionUID = 1L;

  /** Exit code of this kind of failure. */
  public static final int EXIT_CODE = 2;

  public StudyException(String message) {
    this(message, null);
  }

  public StudyException(String message, Throwable cause) {
    super(EXIT_CODE, message, cause);
  }
}
