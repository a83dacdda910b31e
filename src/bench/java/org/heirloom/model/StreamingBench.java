package org.heirloom.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heirloom.RandomStream;
import org.heirloom.Seed;
import org.heirloom.bench.BenchModels;
import org.heirloom.bench.Forgetful;
import org.heirloom.data.Example;
import org.heirloom.data.ExampleCodec;
import org.heirloom.data.ExampleShards;
import org.heirloom.data.SampleEntry;
import org.heirloom.data.SampleManifest;
import org.heirloom.data.TfRecords;
import org.heirloom.distill.Objectives;
import org.heirloom.image.Pixels;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.study.Study;

/**
 * Trains on two million images that are read from shards: the peak of resident memory against 2.5
 * GB, and the time against the same images in memory.
 *
 * <p>Takes minutes and 6.5 GB of disk in the temporary folder. {@code -Dexamples=200000} makes it
 * smaller.
 */
public final class StreamingBench {
  private static final int PER_SHARD = 50_000;
  private static final int SAMPLES = 64_000;
  private static final double LIMIT_BYTES = 2.5e9;

  private StreamingBench() {}

  public static void main(String[] arguments) throws IOException {
    TensorFlowRuntime.start(2);
    int examples = Integer.getInteger("examples", 2_000_000);
    Path folder = Files.createTempDirectory("streaming-bench");
    try {
      Path manifest = folder.resolve("train.tsv");
      write(folder, manifest, examples);
      Consumer<Consumer<SampleEntry>> all = sink -> SampleManifest.stream(manifest, sink);
      try (ShardImages images = new ShardImages(all, folder::resolve)) {
        train(images);
        System.out.printf(
            "streaming-memory %.2f   peak of resident memory while training on %,d images read from shards / 2.5 GB (at most 1)%n",
            peakResidentBytes() / LIMIT_BYTES, images.size());
        int[] few = IntStream.range(0, 20_000).toArray();
        LabelledImages inMemory =
            new LabelledImages(
                images.pixels(few), IntStream.of(few).map(i -> images.labels()[i]).toArray());
        double fromMemory = train(inMemory);
        double fromShards = train(images);
        System.out.printf(
            "streaming-speed %.2f   time of a training from memory / the same from shards (ResNet-8, width 4; higher is better)%n",
            fromMemory / fromShards);
      }
    } finally {
      delete(folder);
    }
  }

  private static double train(ImageSet images) {
    Study.Training recipe = BenchModels.recipe(SAMPLES, 64);
    ModelSpec spec = ModelSpec.of(new Study.Network("resnet-8", 4, "mean"), 8, images);
    int[] few = IntStream.range(0, 64).toArray();
    LabelledImages selection =
        new LabelledImages(
            images.pixels(few), IntStream.of(few).map(i -> images.labels()[i]).toArray());
    Training.Task task = new Training.Task(spec, recipe, new Seed(2), images, selection);
    long start = System.nanoTime();
    new Training(task, Map.of("student", Training.Arm.alone(Objectives.labels())))
        .run(new Forgetful(), done -> {});
    return (System.nanoTime() - start) / 1e9;
  }

  private static void write(Path folder, Path manifest, int examples) throws IOException {
    try (java.io.Writer lines = Files.newBufferedWriter(manifest)) {
      for (int first = 0; first < examples; first += PER_SHARD) {
        String shard = "shard-%05d".formatted(first / PER_SHARD);
        Path file = folder.resolve(shard).resolve(ExampleShards.RECORDS);
        Files.createDirectories(file.getParent());
        try (TfRecords.Writer records = new TfRecords.Writer(file)) {
          for (int i = first; i < Math.min(examples, first + PER_SHARD); i++) {
            Example example = new Example("e" + i, i % 8, "train", image(i), Map.of(), Map.of());
            long offset = records.write(ExampleCodec.encode(example));
            lines.write("e%d\t%d\t%s\t%d%n".formatted(i, i % 8, shard, offset));
          }
        }
      }
    }
  }

  private static Pixels image(int number) {
    RandomStream random = new Seed(number).stream();
    byte[] bytes = new byte[32 * 32 * 3];
    for (int i = 0; i < bytes.length; i += 8) {
      long eight = random.nextLong();
      for (int b = 0; b < 8; b++) {
        bytes[i + b] = (byte) (eight >> (8 * b));
      }
    }
    return new Pixels(32, 32, 3, bytes);
  }

  private static double peakResidentBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return 1024.0 * Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("/proc/self/status does not say VmHWM");
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(paths::add);
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
