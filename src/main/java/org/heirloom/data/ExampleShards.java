package org.heirloom.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.heirloom.DataException;
import org.heirloom.InfraException;
import org.heirloom.image.Pixels;

/**
 * Example shards as folders: {@code examples.tfrecord}, {@code index.tsv}, {@code classes.txt},
 * {@code skipped.tsv}.
 */
public final class ExampleShards {
  /** Name of the record file. */
  public static final String RECORDS = "examples.tfrecord";

  private static final String INDEX = "index.tsv";
  private static final String CLASSES = "classes.txt";
  private static final String SKIPPED = "skipped.tsv";

  private ExampleShards() {}

  /** Reads a shard of a data set and writes it into a folder. Holds one example at a time. */
  public static void write(Dataset dataset, String shard, Path folder) {
    try (TfRecords.Writer records = new TfRecords.Writer(folder.resolve(RECORDS));
        Writer index = Files.newBufferedWriter(folder.resolve(INDEX), UTF_8);
        Writer skipped = Files.newBufferedWriter(folder.resolve(SKIPPED), UTF_8)) {
      List<Dataset.Skipped> leftOut =
          dataset.read(
              shard,
              example -> {
                try {
                  long offset = records.write(ExampleCodec.encode(example));
                  index.write(
                      String.join(
                          "\t",
                          example.id(),
                          Integer.toString(example.label()),
                          example.split(),
                          pixelHash(example.pixels()),
                          Long.toString(offset)));
                  index.write('\n');
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      for (Dataset.Skipped file : leftOut) {
        skipped.write(file.path() + "\t" + file.reason() + "\n");
      }
      Files.writeString(folder.resolve(CLASSES), String.join("\n", dataset.classes()) + "\n");
    } catch (IOException | UncheckedIOException e) {
      throw new InfraException(folder + ": cannot be written. Got " + e.getMessage() + ".", e);
    }
  }

  /** SHA-256 of an image's size and pixels, in hexadecimal. */
  public static String pixelHash(Pixels pixels) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          ByteBuffer.allocate(12)
              .putInt(pixels.height())
              .putInt(pixels.width())
              .putInt(pixels.channels())
              .array());
      return HexFormat.of().formatHex(digest.digest(pixels.bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names of the classes. */
  public static List<String> classes(Path folder) {
    try {
      return Files.readAllLines(folder.resolve(CLASSES));
    } catch (IOException e) {
      throw new DataException(folder + ": cannot be read. Got " + e.getMessage() + ".", e);
    }
  }

  /** Files that were left out. */
  public static List<Dataset.Skipped> skipped(Path folder) {
    try {
      return Files.readAllLines(folder.resolve(SKIPPED)).stream()
          .map(line -> line.split("\t", 2))
          .map(parts -> new Dataset.Skipped(parts[0], parts[1]))
          .toList();
    } catch (IOException e) {
      throw new DataException(folder + ": cannot be read. Got " + e.getMessage() + ".", e);
    }
  }

  /** Streams the index of a shard, in the order of its records. */
  public static void index(Path folder, String shard, Consumer<IndexEntry> sink) {
    Path file = folder.resolve(INDEX);
    try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] f = line.split("\t", -1);
        sink.accept(
            new IndexEntry(f[0], Integer.parseInt(f[1]), f[2], f[3], shard, Long.parseLong(f[4])));
      }
    } catch (IOException | RuntimeException e) {
      throw new DataException(file + ": cannot be read. Got " + e.getMessage() + ".", e);
    }
  }
}
