package org.heirloom.data;

import java.util.List;
import java.util.function.Consumer;

/** A source of labelled images, cut into shards that can be read independently and in any order. */
public interface Dataset {

  /** Names of the classes, by label. */
  List<String> classes();

  /** Names of the shards, in order: {@code shard-00000}, … Safe as file names. */
  List<String> shards();

  /**
   * Reads one shard.
   *
   * @param sink takes the examples, in a fixed order, one at a time
   * @return what was left out, in order; empty for a sound data set
   * @throws org.heirloom.DataException if an image is damaged and the study does not skip such
   */
  List<Skipped> read(String shard, Consumer<Example> sink);

  /** A hash of everything that the examples depend on, contents of files included. */
  String fingerprint();

  /**
   * A damaged file that was left out.
   *
   * @param path below the data set's folder
   * @param reason one sentence
   */
  record Skipped(String path, String reason) {}
}
