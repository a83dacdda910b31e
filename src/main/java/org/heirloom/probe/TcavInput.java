package org.heirloom.probe;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.DataException;

/**
 * What TCAV needs to know of one network.
 *
 * @param layers to look into, in order
 * @param pool activations of random images of the task, from which random sets and pseudo-concepts
 *     are drawn; images that also show a concept in {@code concepts} are not used against it
 * @param concepts activations of the images of each concept, by name, in order
 * @param classes gradients of each class's logit at images of that class, by class name, in order
 */
public record TcavInput(
    List<String> layers,
    Representations pool,
    Map<String, Representations> concepts,
    Map<String, Representations> classes) {
  /** The least number of images that can make a concept. */
  public static final int FEWEST_CONCEPT_EXAMPLES = 10;

  /** The least number of images of a class whose sensitivity can be counted. */
  public static final int FEWEST_CLASS_EXAMPLES = 5;

  /**
   * Checks that there are images enough.
   *
   * @throws DataException if a concept or the pool has too few
   */
  public TcavInput {
    layers = List.copyOf(layers);
    concepts = Collections.unmodifiableMap(new LinkedHashMap<>(concepts));
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    for (Map.Entry<String, Representations> concept : concepts.entrySet()) {
      requireEnough(concept.getKey(), concept.getValue(), pool);
    }
  }

  private static void requireEnough(String name, Representations concept, Representations pool) {
    int size = concept.size();
    if (size < FEWEST_CONCEPT_EXAMPLES) {
      throw new DataException(
          "concept %s: too few images. Got %d. Expected at least %d. Add images or remove the concept."
              .formatted(name, size, FEWEST_CONCEPT_EXAMPLES));
    }
    Set<String> ids = new HashSet<>(concept.ids());
    long others = pool.ids().stream().filter(id -> !ids.contains(id)).count();
    if (others < 2L * size) {
      throw new DataException(
          "concept %s: too few random images beside its %d. Got %d. Expected at least %d. Show more images to probes or fewer per concept."
              .formatted(name, size, others, 2 * size));
    }
  }
}
