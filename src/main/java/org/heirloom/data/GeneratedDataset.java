package org.heirloom.data;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.heirloom.Seed;
import org.heirloom.data.creature.CreatureSettings;
import org.heirloom.data.creature.Creatures;
import org.heirloom.data.creature.Drawing;

/** The embedded generator as a data set: a shard is a range of indexes. */
public final class GeneratedDataset implements Dataset {
  private static final int SHARD = 1024;
  private static final String ID = "creature-";

  private final Creatures creatures;
  private final Seed seed;

  /** Creatures as set, from a seed. */
  public GeneratedDataset(CreatureSettings settings, Seed seed) {
    this.creatures = new Creatures(settings, seed);
    this.seed = seed;
  }

  @Override
  public List<String> classes() {
    return IntStream.range(0, creatures.settings().classes()).mapToObj(c -> "kind-" + c).toList();
  }

  @Override
  public List<String> shards() {
    int shards = (creatures.settings().examples() + SHARD - 1) / SHARD;
    return IntStream.range(0, shards).mapToObj("shard-%05d"::formatted).toList();
  }

  @Override
  public List<Skipped> read(String shard, Consumer<Example> sink) {
    int from = shards().indexOf(shard) * SHARD;
    int to = Math.min(creatures.settings().examples(), from + SHARD);
    for (int index = from; index < to; index++) {
      Drawing drawing = creatures.draw(index);
      sink.accept(
          new Example(
              ID + "%07d".formatted(index),
              drawing.label(),
              creatures.isTest(index) ? "test" : "train",
              drawing.pixels(),
              drawing.factors(),
              drawing.masks()));
    }
    return List.of();
  }

  /**
   * The index of the creature that an example shows.
   *
   * @throws IllegalArgumentException if it is no example of the generator
   */
  public static int index(String id) {
    if (!id.startsWith(ID)) {
      throw new IllegalArgumentException("not drawn by the generator: " + id);
    }
    return Integer.parseInt(id.substring(ID.length()));
  }

  @Override
  public String fingerprint() {
    return creatures.settings() + " " + seed;
  }
}
