package org.heirloom.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.heirloom.DataException;
import org.heirloom.data.Example;
import org.heirloom.data.ExampleCodec;
import org.heirloom.data.ExampleShards;
import org.heirloom.data.SampleEntry;
import org.heirloom.data.TfRecords;
import org.heirloom.image.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardImagesTest {
  @TempDir Path folder;

  /** Three shards of 700 images each; image i shows i in its first two bytes. */
  private List<SampleEntry> entries() {
    List<SampleEntry> entries = new ArrayList<>();
    for (int shard = 0; shard < 3; shard++) {
      Path file = folder.resolve("shard-" + shard).resolve(ExampleShards.RECORDS);
      try {
        Files.createDirectories(file.getParent());
        try (TfRecords.Writer writer = new TfRecords.Writer(file)) {
          for (int i = 0; i < 700; i++) {
            int number = shard * 700 + i;
            byte[] bytes = {(byte) number, (byte) (number >> 8), (byte) (i % 7)};
            Map<String, byte[]> masks = Map.of("evidence", new byte[] {1});
            Example example =
                new Example(
                    "e" + number,
                    i % 5,
                    "train",
                    new Pixels(1, 1, 3, bytes),
                    Map.of("f", 1.0),
                    masks);
            long offset = writer.write(ExampleCodec.encode(example));
            entries.add(new SampleEntry("e" + number, i % 5, "shard-" + shard, offset));
          }
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return entries;
  }

  private static Consumer<Consumer<SampleEntry>> stream(List<SampleEntry> entries) {
    return entries::forEach;
  }

  @Test
  void readsAnyImageWhereverItLies() {
    List<SampleEntry> entries = entries();
    try (ShardImages images = new ShardImages(stream(entries), folder::resolve)) {
      int[] positions = {2099, 0, 700, 1399, 0, 1234};

      List<Pixels> pixels = images.pixels(positions);

      assertThat(images.size()).isEqualTo(2100);
      for (int i = 0; i < positions.length; i++) {
        byte[] bytes = pixels.get(i).bytes();
        assertThat((bytes[0] & 0xff) | (bytes[1] & 0xff) << 8).isEqualTo(positions[i]);
        assertThat(images.labels()[positions[i]]).isEqualTo(positions[i] % 700 % 5);
      }
    }
  }

  @Test
  void hasTheMomentsOfTheSameImagesInMemory() {
    List<SampleEntry> entries = entries();
    try (ShardImages images = new ShardImages(stream(entries), folder::resolve)) {
      int[] all = java.util.stream.IntStream.range(0, images.size()).toArray();

      assertThat(images.moments())
          .isEqualTo(new LabelledImages(images.pixels(all), images.labels()).moments());
    }
  }

  @Test
  void namesTheFileThatIsDamaged() throws IOException {
    List<SampleEntry> entries = entries();
    Path file = folder.resolve("shard-1").resolve(ExampleShards.RECORDS);
    byte[] bytes = Files.readAllBytes(file);
    long offset = entries.get(705).offset();
    bytes[(int) offset + 20] ^= 1;
    Files.write(file, bytes);

    try (ShardImages images = new ShardImages(stream(entries), folder::resolve)) {
      assertThat(images.pixels(new int[] {704, 706})).hasSize(2);
      assertThatThrownBy(() -> images.pixels(new int[] {705}))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "%s: damaged. Got a wrong checksum in the record at offset %d. Make it again."
                  .formatted(file, offset));
    }
  }
}
