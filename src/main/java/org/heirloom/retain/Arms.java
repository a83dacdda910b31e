package org.heirloom.retain;

/** Names of the arms that every study shares. */
public final class Arms {
  /** The teachers. */
  public static final String TEACHER = "teacher";

  /** The control that never saw a teacher: what would have come without one. */
  public static final String LABEL_ONLY = "label-only";

  /** The control that was never trained: the floor. */
  public static final String UNTRAINED = "untrained";

  private Arms() {}

  /** Whether an arm is a control and no method. */
  public static boolean isControl(String arm) {
    return arm.equals(LABEL_ONLY) || arm.equals(UNTRAINED);
  }
}
