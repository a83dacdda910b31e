package org.heirloom;

import java.util.Optional;

/**
 * How a process is set up, by names such as {@code HEIRLOOM_CACHE}: what Java's system properties
 * say, and where they say nothing, the environment. None of it changes a result.
 */
public final class ProcessSettings {
  private ProcessSettings() {}

  /** What a setting says; empty if it is left out or blank. */
  public static Optional<String> text(String name) {
    String property = System.getProperty(name);
    return Optional.ofNullable(property == null ? System.getenv(name) : property)
        .filter(text -> !text.isBlank());
  }

  /**
   * What a setting says that is a whole number from 0 to 999999.
   *
   * @param otherwise what it is if it is left out
   * @throws StudyException if it is no such number
   */
  public static int number(String name, int otherwise) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.get().matches("[0-9]{1,6}")) {
      throw new StudyException(
          name
              + ": not a whole number. Got "
              + text.get()
              + ". Expected 0 to 999999; leave it out for "
              + otherwise
              + ".");
    }
    return Integer.parseInt(text.get());
  }
}
