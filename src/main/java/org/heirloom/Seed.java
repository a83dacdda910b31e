package org.heirloom;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A seed from which named child seeds are derived, so that every consumer of randomness has a
 * stream of its own.
 *
 * <p>Children depend on the parent's value and on the name alone: adding a consumer changes no
 * other one's stream.
 *
 * @param value any 64 bits
 */
public record Seed(long value) {

  /** The child for one named use, for example {@code "augment"} or {@code "rise"}. */
  public Seed child(String name) {
    long hash = 0xcbf29ce484222325L ^ RandomStream.mix(value);
    for (byte b : name.getBytes(UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return new Seed(RandomStream.mix(hash));
  }

  /** The child for one numbered item, for example an example's index or a replicate. */
  public Seed child(long index) {
    return new Seed(RandomStream.mix(RandomStream.mix(value) + 0x9e3779b97f4a7c15L * (index + 1)));
  }

  /** A fresh stream of pseudo-random numbers; two calls give equal streams. */
  public RandomStream stream() {
    return new RandomStream(value);
  }

  /**
   * A rank for {@code id} under this seed: uniform over 64 bits, used to sample by the smallest
   * ranks.
   */
  public long rank(String id) {
    return child(id).value();
  }
}
