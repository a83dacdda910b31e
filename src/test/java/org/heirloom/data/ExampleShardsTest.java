package org.heirloom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.heirloom.DataException;
import org.heirloom.image.Pixels;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.io.FifoQueue;
import org.tensorflow.op.io.QueueClose;
import org.tensorflow.op.io.QueueEnqueue;
import org.tensorflow.op.io.ReaderRead;
import org.tensorflow.proto.Feature;
import org.tensorflow.types.TString;

class ExampleShardsTest {
  @TempDir private Path folder;

  private static Example example(int number) {
    byte[] bytes = new byte[2 * 3 * 3];
    Arrays.fill(bytes, (byte) (200 + number));
    return new Example(
        "id-" + number,
        number % 2,
        "train",
        new Pixels(2, 3, 3, bytes),
        Map.of("hue", 0.25, "eyes", 3.0),
        Map.of("part/eyes", new byte[] {1, 0, 0, 1, 1, 0}));
  }

  private static Dataset dataset() {
    return new Dataset() {
      @Override
      public List<String> classes() {
        return List.of("ant", "bee");
      }

      @Override
      public List<String> shards() {
        return List.of("shard-00000");
      }

      @Override
      public List<Skipped> read(String shard, Consumer<Example> sink) {
        for (int i = 0; i < 5; i++) {
          sink.accept(example(i));
        }
        return List.of(new Skipped("ant/broken.png", "not an image."));
      }

      @Override
      public String fingerprint() {
        return "";
      }
    };
  }

  private static void assertSame(Example read, Example expected) {
    assertThat(read.id()).isEqualTo(expected.id());
    assertThat(read.label()).isEqualTo(expected.label());
    assertThat(read.split()).isEqualTo(expected.split());
    assertThat(read.pixels()).isEqualTo(expected.pixels());
    assertThat(read.factors()).isEqualTo(expected.factors());
    assertThat(read.masks().get("part/eyes")).isEqualTo(expected.masks().get("part/eyes"));
  }

  @Test
  void examplesSurviveTheShard() {
    ExampleShards.write(dataset(), "shard-00000", folder);
    List<SampleEntry> entries = new ArrayList<>();
    ExampleShards.index(
        folder,
        "shard-00000",
        e -> entries.add(new SampleEntry(e.id(), e.label(), e.shard(), e.offset())));
    List<Example> read = new ArrayList<>();

    // Out of order, so that offsets are used.
    SampleManifest.read(List.of(entries.get(3), entries.get(1)), shard -> folder, read::add);

    assertSame(read.get(0), example(3));
    assertSame(read.get(1), example(1));
    assertThat(ExampleShards.classes(folder)).containsExactly("ant", "bee");
    assertThat(ExampleShards.skipped(folder))
        .containsExactly(new Dataset.Skipped("ant/broken.png", "not an image."));
  }

  @Test
  void tensorFlowsOwnParserReadsThem() throws IOException {
    org.tensorflow.proto.Example parsed =
        org.tensorflow.proto.Example.parseFrom(ExampleCodec.encode(example(1)));

    Map<String, Feature> features = parsed.getFeatures().getFeatureMap();
    assertThat(features.get("id").getBytesList().getValue(0).toStringUtf8()).isEqualTo("id-1");
    assertThat(features.get("label").getInt64List().getValue(0)).isEqualTo(1);
    assertThat(features.get("image/raw").getBytesList().getValue(0).size()).isEqualTo(18);
    assertThat(features.get("factor/hue").getFloatList().getValue(0)).isEqualTo(0.25f);
    assertThat(features.get("mask/part/eyes").getBytesList().getValue(0).toByteArray())
        .containsExactly(0b10011000);
  }

  @Test
  void tensorFlowsOwnReaderReadsTheShard() {
    ExampleShards.write(dataset(), "shard-00000", folder);
    TensorFlowRuntime.start(2);
    List<String> ids = new ArrayList<>();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      FifoQueue files = tf.io.fifoQueue(List.of(TString.class));
      QueueEnqueue add =
          tf.io.queueEnqueue(
              files, List.of(tf.constant(folder.resolve(ExampleShards.RECORDS).toString())));
      QueueClose close = tf.io.queueClose(files);
      ReaderRead record = tf.io.readerRead(tf.io.tfRecordReader(), files);
      try (Session session = new Session(graph)) {
        session.run(add);
        session.run(close);
        for (int i = 0; i < 5; i++) {
          try (Result result = session.runner().fetch(record.value()).run()) {
            byte[] bytes = ((TString) result.get(0)).asBytes().getObject();
            ids.add(ExampleCodec.decode(bytes).id());
          }
        }
      }
    }

    assertThat(ids).containsExactly("id-0", "id-1", "id-2", "id-3", "id-4");
  }

  @Test
  void truncatedFileIsNamedWithTheOffset() throws IOException {
    ExampleShards.write(dataset(), "shard-00000", folder);
    Path file = folder.resolve(ExampleShards.RECORDS);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));

    assertThatThrownBy(() -> readAll(file))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            ".*examples.tfrecord: truncated. Got the end of the file in the record at offset \\d+. Make it again.");
  }

  @Test
  void flippedBitIsFound() throws IOException {
    ExampleShards.write(dataset(), "shard-00000", folder);
    Path file = folder.resolve(ExampleShards.RECORDS);
    byte[] bytes = Files.readAllBytes(file);
    bytes[40] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> readAll(file))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            "damaged. Got a wrong checksum in the record at offset 0. Make it again.");
  }

  private static void readAll(Path file) {
    try (TfRecords.Reader reader = new TfRecords.Reader(file)) {
      while (reader.hasNext()) {
        reader.read(reader.next());
      }
    }
  }

  @Test
  void malformedManifestLineIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("train.tsv"), "a\t0\tshard-00000\t0\nb\tx\n");

    assertThatThrownBy(() -> SampleManifest.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ":2: not a line of a sample manifest.");
  }
}
