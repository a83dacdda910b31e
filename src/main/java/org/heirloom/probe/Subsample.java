package org.heirloom.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.heirloom.Seed;

/**
 * The same few of many examples, whatever comes beside them and in which order: those whose ids
 * have the lowest keyed hashes. For what needs ranks or pairs of examples, and so cannot be summed
 * up as they pass by.
 *
 * @param <T> what is kept of each
 */
public final class Subsample<T> {
  private final int most;
  private final Seed seed;
  private final TreeMap<Place, T> kept = new TreeMap<>();

  private record Place(long hash, String id) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byHash = Long.compareUnsigned(hash, other.hash);
      return byHash == 0 ? id.compareTo(other.id) : byHash;
    }
  }

  /**
   * An empty one.
   *
   * @param most how many examples are kept, at least 1
   * @param seed of the choice; give networks that are compared the same one
   */
  public Subsample(int most, Seed seed) {
    if (most < 1) {
      throw new IllegalArgumentException("most: got " + most + "; expected at least 1.");
    }
    this.most = most;
    this.seed = seed;
  }

  /**
   * Offers an example.
   *
   * @param value made only if it is kept for now
   */
  public void offer(String id, Supplier<T> value) {
    Place place = new Place(seed.rank(id), id);
    if (kept.size() < most || place.compareTo(kept.lastKey()) < 0) {
      kept.put(place, value.get());
      if (kept.size() > most) {
        kept.pollLastEntry();
      }
    }
  }

  /** Ids of those kept, in the order of their hashes: an order that has nothing to do with them. */
  public List<String> ids() {
    return kept.keySet().stream().map(Place::id).toList();
  }

  /** What was kept, in the order of {@link #ids}. */
  public List<T> values() {
    List<T> values = new ArrayList<>(kept.size());
    for (Map.Entry<Place, T> entry : kept.entrySet()) {
      values.add(entry.getValue());
    }
    return values;
  }
}
