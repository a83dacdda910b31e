package org.heirloom.data;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.heirloom.DataException;
import org.heirloom.Seed;
import org.heirloom.data.creature.CreatureSettings;
import org.heirloom.data.creature.Creatures;
import org.heirloom.data.creature.Drawing;

/** The embedded generator as a data set: a shard is a range of indexes. */
public final class GeneratedDataset implements Dataset {
  private static final int SHARD = 1024;
  private static final String PREFIX = "creature-";

  private final Creatures creatures;
  private final Seed seed;

  /** Creatures as set, from a seed. */
  public GeneratedDataset(CreatureSettings settings, Seed seed) {
    this.creatures = new Creatures(settings, seed);
    this.seed = seed;
  }

  /** Who draws the examples: also for the same ones with interventions. */
  public Creatures creatures() {
    return creatures;
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
              id(index),
              drawing.label(),
              creatures.isTest(index) ? "test" : "train",
              drawing.pixels(),
              drawing.factors(),
              drawing.masks()));
    }
    return List.of();
  }

  /** Id of the creature of an index. */
  public static String id(int index) {
    return "%s%07d".formatted(PREFIX, index);
  }

  /** Index of the creature of an id. */
  public static int index(String id) {
    if (!id.matches(PREFIX + "[0-9]+")) {
      throw new DataException(
          "generator: not a creature's id. Got %s. Expected %s and a number."
              .formatted(id, PREFIX));
    }
    return Integer.parseInt(id.substring(PREFIX.length()));
  }

  @Override
  public String fingerprint() {
    return creatures.settings() + " " + seed;
  }
}
