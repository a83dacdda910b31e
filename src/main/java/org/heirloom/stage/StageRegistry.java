package org.heirloom.stage;

import java.util.List;

/**
 * The stages that a program knows.
 *
 * <p>Implementations are public with a public constructor without parameters, because workers make
 * their own from the class name.
 */
public interface StageRegistry {

  /** One of each stage, in any order. */
  List<Stage> stages();

  /**
   * Release of the native libraries that compute, for the provenance, for example {@code TensorFlow
   * 2.16.2}.
   */
  default String natives() {
    return "none";
  }
}
