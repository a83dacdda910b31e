package org.heirloom.chain;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.heirloom.study.Study;

/**
 * The part of a study that a stage reads, by the paths of its keys: so that a plan can name what
 * changed.
 */
final class Part {
  private final Study study;
  private final Map<String, Object> values = new TreeMap<>();

  private Part(Study study) {
    this.study = study;
  }

  static Part of(Study study) {
    return new Part(study);
  }

  Part with(String path, Object value) {
    values.put(path, value);
    return this;
  }

  Part seed() {
    return with("seed", study.seed());
  }

  /** Which networks there are. */
  Part arms() {
    return with("arms", ModelId.all(study));
  }

  /** All of it, by path. */
  Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }
}
