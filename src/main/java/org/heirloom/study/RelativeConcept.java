package org.heirloom.study;

import java.util.List;

/** A concept whose vectors point away from those of others. */
public record RelativeConcept(String concept, List<String> against) {
  public RelativeConcept {
    against = List.copyOf(against);
  }

  /** Its name in rows and reports. */
  public String text() {
    return concept + " against " + String.join(" + ", against);
  }
}
