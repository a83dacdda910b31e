package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heirloom.DataException;
import org.heirloom.data.ConceptMasks;
import org.heirloom.data.Example;
import org.heirloom.data.PixelConcept;
import org.heirloom.data.PixelConcept.Category;
import org.heirloom.image.PixelMask;

/**
 * Which concepts the examples show and how many pixels of them, and a few examples' masks that can
 * be dealt out anew.
 *
 * <p>The few are at most {@link #KEPT}, chosen by hashes of ids. Masks are dealt out by turning
 * these round: an example that is kept gets the masks of another one that is, so that with few
 * examples each turn is a permutation that leaves nothing in its place; any other example gets
 * masks by its own hash.
 */
final class ConceptTally {
  /** Examples whose masks are kept for the null. */
  static final int KEPT = 512;

  private final DissectionSettings settings;
  private final SortedMap<PixelConcept, Long> areas = new TreeMap<>();
  private final Map<Category, Long> labelledPixels = new EnumMap<>(Category.class);
  private final Subsample<ConceptMasks> subsample;
  private long pixels;
  private List<PixelConcept> concepts = List.of();
  private List<LabelledPixels> kept = List.of();
  private final Map<String, Integer> places = new HashMap<>();
  private int[] turns = {};

  ConceptTally(DissectionSettings settings) {
    this.settings = settings;
    this.subsample = new Subsample<>(KEPT, settings.seed().child("kept"));
  }

  /** Counts an example in the first pass. */
  void count(Example example) {
    ConceptMasks masks = masks(example);
    masks.masks().forEach((concept, mask) -> areas.merge(concept, (long) mask.count(), Long::sum));
    long size = (long) example.pixels().height() * example.pixels().width();
    pixels += size;
    masks.categories().forEach(category -> labelledPixels.merge(category, size, Long::sum));
    if (settings.permutations() > 0) {
      subsample.offer(example.id(), () -> masks);
    }
  }

  private ConceptMasks masks(Example example) {
    ConceptMasks all = ConceptMasks.of(example, settings.categories());
    if (settings.concepts().isEmpty()) {
      return all;
    }
    SortedMap<PixelConcept, PixelMask> wanted = new TreeMap<>(all.masks());
    wanted.keySet().removeIf(concept -> !settings.concepts().contains(concept.name()));
    return new ConceptMasks(wanted);
  }

  /**
   * Ends the first pass.
   *
   * @throws DataException if no example shows any concept, or none shows one that was named
   */
  void close() {
    concepts = List.copyOf(areas.keySet());
    Set<String> missing = new TreeSet<>(settings.concepts());
    concepts.forEach(concept -> missing.remove(concept.name()));
    if (!missing.isEmpty() || concepts.isEmpty()) {
      throw new DataException(
          "probe.dissection.concepts: no example of the role probe shows %s. Expected concepts that some show. Got %s."
              .formatted(
                  missing.isEmpty() ? "any concept" : String.join(", ", missing),
                  concepts.isEmpty() ? "none of the categories asked for" : concepts.toString()));
    }
    kept = subsample.values().stream().map(this::indexed).toList();
    List<String> ids = subsample.ids();
    for (int i = 0; i < ids.size(); i++) {
      places.put(ids.get(i), i);
    }
    int possible = Math.max(0, kept.size() - 1);
    int[] order = settings.seed().child("turns").stream().permutation(possible);
    turns = Arrays.stream(order).limit(settings.permutations()).map(turn -> turn + 1).toArray();
  }

  /** All concepts that some example shows, in their order. */
  List<PixelConcept> concepts() {
    return concepts;
  }

  /** The share of pixels that a concept covers, of images that show something of its category. */
  double prevalence(PixelConcept concept) {
    long all = settings.labelledOnly() ? labelledPixels.get(concept.category()) : pixels;
    return (double) areas.get(concept) / all;
  }

  /** The median of all concepts' prevalence; at most a half, since beyond it units are inverted. */
  double matchedQuantile() {
    double[] shares = concepts.stream().mapToDouble(this::prevalence).sorted().toArray();
    int middle = shares.length / 2;
    double median =
        shares.length % 2 == 1 ? shares[middle] : (shares[middle - 1] + shares[middle]) / 2;
    return Math.min(0.5, median);
  }

  /** What an example shows, by indexes of {@link #concepts}. */
  LabelledPixels of(Example example) {
    return indexed(masks(example));
  }

  private LabelledPixels indexed(ConceptMasks masks) {
    List<Integer> indexes = new ArrayList<>();
    List<long[]> words = new ArrayList<>();
    masks
        .masks()
        .forEach(
            (concept, mask) -> {
              indexes.add(concepts.indexOf(concept));
              words.add(mask.words());
            });
    Set<Category> labelled =
        settings.labelledOnly() ? masks.categories() : Set.of(Category.values());
    return LabelledPixels.of(indexes, words, labelled.stream().mapToInt(Category::place).toArray());
  }

  /** How often masks are dealt out anew: as often as asked for, or as there are ways to turn. */
  int permutations() {
    return turns.length;
  }

  /** The masks that an example gets in each of the null's arrangements. */
  List<LabelledPixels> permuted(Example example) {
    Integer known = places.get(example.id());
    long hash = settings.seed().child("others").rank(example.id());
    int place =
        known != null ? known : (int) Long.remainderUnsigned(hash, Math.max(1, kept.size()));
    return Arrays.stream(turns).mapToObj(turn -> kept.get((place + turn) % kept.size())).toList();
  }
}
