package org.heirloom.metrics;

/**
 * The process's recorder, which forgets everything until somebody watches. It is one for the
 * process, because what it tells of is: memory, threads, and work that a runner spreads over copies
 * of objects that know nothing of each other.
 */
public final class Recording {
  private static volatile Recorder current = Recorder.NOTHING;

  private Recording() {}

  /** Whoever takes what this process tells now. */
  public static Recorder now() {
    return current;
  }

  /** Whether anybody watches. */
  public static boolean isOn() {
    return current != Recorder.NOTHING;
  }

  /** Takes what this process tells from now on; {@link Recorder#NOTHING} ends it. */
  public static void to(Recorder recorder) {
    current = recorder;
  }
}
