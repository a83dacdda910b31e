package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.heirloom.Seed;

/**
 * Which images play which part, for one concept or for a random set that plays one: one draw per
 * repetition. Indices are those of the pool's images, with a concept's own behind them.
 *
 * <p>A concept's own images, or as many of the pool, and what is known to show it are never drawn
 * against it. A concept and the sets that play one face random sets from equally many images, so
 * that chance treats both alike.
 */
final class RandomSets {
  private static final double RESAMPLED = 2.0 / 3;

  private RandomSets() {}

  /**
   * For a random set that plays a concept.
   *
   * @param pool number of random images
   * @param size number of them that play the concept
   * @param rest number of them from which random sets are drawn
   */
  static List<Draw> pseudoConcept(int pool, int size, int rest, int repetitions, Seed seed) {
    int[] order = seed.child("members").stream().permutation(pool);
    int[] members = Arrays.copyOf(order, size);
    return drawn(members, Arrays.copyOfRange(order, size, size + rest), repetitions, seed);
  }

  /**
   * For a real concept.
   *
   * @param showing ids of images of the pool that are known to show it
   */
  static List<Draw> concept(
      Representations pool,
      Representations concept,
      Set<String> showing,
      int repetitions,
      Seed seed) {
    int[] others = others(pool, concept, showing);
    seed.child("members").stream().shuffle(others);
    int leftOut = others.length - rest(pool, concept, showing);
    int[] rest = Arrays.copyOfRange(others, leftOut, others.length);
    int first = pool.size();
    int[] own = IntStream.range(first, first + concept.size()).toArray();
    return drawn(own, rest, repetitions, seed);
  }

  /**
   * From how many images a concept's random sets are drawn: all but as many as it has, or twice as
   * many as it has where some show it, so that concepts that are shown differently often share
   * their chance.
   */
  static int rest(Representations pool, Representations concept, Set<String> showing) {
    int others = others(pool, concept, showing).length;
    return Math.min(others, showing.isEmpty() ? pool.size() - concept.size() : 2 * concept.size());
  }

  private static int[] others(Representations pool, Representations concept, Set<String> showing) {
    Set<String> own = new HashSet<>(concept.ids());
    own.addAll(showing);
    return IntStream.range(0, pool.size()).filter(i -> !own.contains(pool.ids().get(i))).toArray();
  }

  private static List<Draw> drawn(int[] positives, int[] rest, int repetitions, Seed seed) {
    List<Draw> draws = new ArrayList<>();
    for (int r = 0; r < repetitions; r++) {
      int[] order = seed.child(r).stream().permutation(rest.length);
      int[] negatives = Arrays.stream(order).limit(positives.length).map(i -> rest[i]).toArray();
      draws.add(new Draw(positives, negatives, seed.child(r).child("split")));
    }
    return draws;
  }

  /**
   * For one set against another, both given: every repetition takes two thirds of the smaller
   * number from each, since there is no random set that could differ.
   */
  static List<Draw> resampled(int[] positives, int[] negatives, int repetitions, Seed seed) {
    int size = (int) (RESAMPLED * Math.min(positives.length, negatives.length));
    List<Draw> draws = new ArrayList<>();
    for (int r = 0; r < repetitions; r++) {
      draws.add(
          new Draw(
              some(positives, size, seed.child(r).child("positives")),
              some(negatives, size, seed.child(r).child("negatives")),
              seed.child(r).child("split")));
    }
    return draws;
  }

  /**
   * The same for images of both sets, dealt out anew: what one set against another is by chance.
   */
  static List<Draw> dealt(int positives, int negatives, int repetitions, Seed seed) {
    int[] order = seed.child("members").stream().permutation(positives + negatives);
    return resampled(
        Arrays.copyOf(order, positives),
        Arrays.copyOfRange(order, positives, order.length),
        repetitions,
        seed);
  }

  private static int[] some(int[] indices, int size, Seed seed) {
    int[] order = seed.stream().permutation(indices.length);
    return Arrays.stream(order).limit(size).map(i -> indices[i]).toArray();
  }
}
