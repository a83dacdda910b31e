package org.heirloom.probe;

import org.heirloom.Seed;

/**
 * Cuts examples into two halves by a keyed hash of their ids: what is chosen on the one is judged
 * on the other. Which half an example falls into depends on nothing but its id.
 *
 * @param seed of the cut; give networks that are compared the same one
 */
public record Halves(Seed seed) {

  /** Whether an example is one on which something is chosen; else it judges. */
  public boolean chooses(String id) {
    return seed.rank(id) >= 0;
  }
}
