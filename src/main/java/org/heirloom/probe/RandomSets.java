package org.heirloom.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.heirloom.Seed;

/**
 * Which images of the pool play which part, for one concept or for a random set that plays one.
 *
 * <p>A concept's own images, or as many of the pool, are never drawn against it. So a concept and a
 * pseudo-concept face random sets from equally many images, and chance treats both alike.
 *
 * @param members indices into the pool of the images that play the concept; empty for a real one
 * @param sets per repetition: indices of the random images against it, as many as it has
 * @param splits per repetition: seed of the choice of held-out images
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RandomSets(int[] members, List<int[]> sets, List<Seed> splits) {

  /** For a random set of {@code size} that plays a concept. */
  static RandomSets pseudoConcept(int pool, int size, int repetitions, Seed seed) {
    int[] order = seed.child("members").stream().permutation(pool);
    int[] members = Arrays.copyOf(order, size);
    return drawn(members, Arrays.copyOfRange(order, size, pool), size, repetitions, seed);
  }

  /** For a real concept. */
  static RandomSets concept(
      Representations pool, Representations concept, int repetitions, Seed seed) {
    Set<String> own = new HashSet<>(concept.ids());
    int[] others =
        IntStream.range(0, pool.size()).filter(i -> !own.contains(pool.ids().get(i))).toArray();
    int overlap = pool.size() - others.length;
    seed.child("members").stream().shuffle(others);
    int leftOut = Math.max(0, concept.size() - overlap);
    int[] rest = Arrays.copyOfRange(others, leftOut, others.length);
    return drawn(new int[0], rest, concept.size(), repetitions, seed);
  }

  private static RandomSets drawn(int[] members, int[] rest, int size, int repetitions, Seed seed) {
    List<int[]> sets = new ArrayList<>();
    List<Seed> splits = new ArrayList<>();
    for (int r = 0; r < repetitions; r++) {
      int[] order = seed.child(r).stream().permutation(rest.length);
      sets.add(Arrays.stream(order).limit(size).map(i -> rest[i]).toArray());
      splits.add(seed.child(r).child("split"));
    }
    return new RandomSets(members, sets, splits);
  }

  /** The vectors of a concept at one layer, one per repetition. */
  List<Cav> fit(double[][] concept, double[][] pool, double ridge) {
    List<Cav> cavs = new ArrayList<>();
    for (int r = 0; r < sets.size(); r++) {
      cavs.add(Cav.fit(concept, rows(pool, sets.get(r)), ridge, splits.get(r)));
    }
    return cavs;
  }

  static double[][] rows(double[][] all, int[] indices) {
    return Arrays.stream(indices).mapToObj(i -> all[i]).toArray(double[][]::new);
  }
}
