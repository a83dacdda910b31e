package org.heirloom.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.heirloom.data.ExampleCodec;
import org.heirloom.data.ExampleShards;
import org.heirloom.data.SampleEntry;
import org.heirloom.data.TfRecords;
import org.heirloom.image.Pixels;

/**
 * Images that are read from their shards whenever they are asked for: a training set larger than
 * memory. Holds 16 bytes an example and one open file a shard; close it.
 */
public final class ShardImages implements ImageSet {
  private final List<TfRecords.Reader> readers = new ArrayList<>();
  private int[] labels = new int[1024];
  private int[] shards = new int[1024];
  private long[] offsets = new long[1024];

  /**
   * Opens the shards of a sample.
   *
   * @param entries streams the sample's entries into what it is given, in order
   * @param shardFolder folder of a shard by its name
   */
  public ShardImages(Consumer<Consumer<SampleEntry>> entries, Function<String, Path> shardFolder) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] size = new int[1];
    try {
      entries.accept(
          entry -> {
            int i = size[0]++;
            grow(i);
            labels[i] = entry.label();
            offsets[i] = entry.offset();
            shards[i] =
                numbers.computeIfAbsent(
                    entry.shard(),
                    shard -> {
                      Path file = shardFolder.apply(shard).resolve(ExampleShards.RECORDS);
                      readers.add(new TfRecords.Reader(file));
                      return readers.size() - 1;
                    });
          });
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    labels = Arrays.copyOf(labels, size[0]);
    shards = Arrays.copyOf(shards, size[0]);
    offsets = Arrays.copyOf(offsets, size[0]);
  }

  private void grow(int index) {
    if (index == labels.length) {
      labels = Arrays.copyOf(labels, 2 * index);
      shards = Arrays.copyOf(shards, 2 * index);
      offsets = Arrays.copyOf(offsets, 2 * index);
    }
  }

  @Override
  public int[] labels() {
    return labels;
  }

  @Override
  public List<Pixels> pixels(int[] positions) {
    List<Pixels> chosen = new ArrayList<>(positions.length);
    for (int position : positions) {
      byte[] record = readers.get(shards[position]).readAt(offsets[position]);
      chosen.add(ExampleCodec.pixels(record));
    }
    return chosen;
  }

  @Override
  public void close() {
    readers.forEach(TfRecords.Reader::close);
  }
}
