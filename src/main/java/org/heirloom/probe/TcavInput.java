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
 * @param showing ids of images of the pool that are known to show a concept, by its name
 * @param relatives sets of images that are tested against other sets, by name, in order
 * @param classes gradients of each class's logit at images of that class, by class name, in order
 */
public record TcavInput(
    List<String> layers,
    Representations pool,
    Map<String, Representations> concepts,
    Map<String, Set<String>> showing,
    Map<String, Relative> relatives,
    Map<String, Representations> classes) {
  /** The least number of images that can make a concept. */
  public static final int FEWEST_CONCEPT_EXAMPLES = 10;

  /** The least number of images of a class whose sensitivity can be counted. */
  public static final int FEWEST_CLASS_EXAMPLES = 5;

  /**
   * One concept against others, in place of random images.
   *
   * @param positives activations of its images
   * @param negatives activations of those of the others; no image is in both
   */
  public record Relative(Representations positives, Representations negatives) {}

  /**
   * Checks that there are images enough.
   *
   * @throws DataException if a concept or the pool has too few
   */
  public TcavInput {
    layers = List.copyOf(layers);
    concepts = Collections.unmodifiableMap(new LinkedHashMap<>(concepts));
    showing = Collections.unmodifiableMap(new LinkedHashMap<>(showing));
    relatives = Collections.unmodifiableMap(new LinkedHashMap<>(relatives));
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    for (Map.Entry<String, Representations> concept : concepts.entrySet()) {
      Set<String> shown = showing.getOrDefault(concept.getKey(), Set.of());
      requireEnough(concept.getKey(), concept.getValue(), pool, shown);
    }
    relatives.forEach(TcavInput::requireApart);
  }

  /** Concepts against random images, of which none is known to show one. */
  public TcavInput(
      List<String> layers,
      Representations pool,
      Map<String, Representations> concepts,
      Map<String, Representations> classes) {
    this(layers, pool, concepts, Map.of(), Map.of(), classes);
  }

  private static void requireEnough(
      String name, Representations concept, Representations pool, Set<String> showing) {
    requireFew(name, concept);
    int size = concept.size();
    Set<String> ids = new HashSet<>(concept.ids());
    ids.addAll(showing);
    long others = pool.ids().stream().filter(id -> !ids.contains(id)).count();
    if (others < 2L * size) {
      throw new DataException(
          "concept %s: too few random images beside its %d. Got %d. Expected at least %d. Show more images to probes or fewer per concept."
              .formatted(name, size, others, 2 * size));
    }
  }

  private static void requireFew(String name, Representations concept) {
    if (concept.size() < FEWEST_CONCEPT_EXAMPLES) {
      throw new DataException(
          "concept %s: too few images. Got %d. Expected at least %d. Add images or remove the concept."
              .formatted(name, concept.size(), FEWEST_CONCEPT_EXAMPLES));
    }
  }

  private static void requireApart(String name, Relative relative) {
    requireFew(name, relative.positives());
    requireFew(name, relative.negatives());
    Set<String> both = new HashSet<>(relative.positives().ids());
    both.retainAll(new HashSet<>(relative.negatives().ids()));
    if (!both.isEmpty()) {
      throw new DataException(
          "concept %s: the same images on both sides. Got %d of them. Expected none."
              .formatted(name, both.size()));
    }
  }
}
