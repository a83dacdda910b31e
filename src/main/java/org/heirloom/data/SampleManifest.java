package org.heirloom.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.heirloom.DataException;
import org.heirloom.InfraException;

/**
 * A list of chosen examples as a file: id, label, shard, offset, tab-separated, sorted by shard and
 * offset.
 */
public final class SampleManifest {
  private static final Comparator<SampleEntry> ORDER =
      Comparator.comparing(SampleEntry::shard).thenComparingLong(SampleEntry::offset);

  private SampleManifest() {}

  /** Writes entries, sorted. */
  public static void write(Path file, List<SampleEntry> entries) {
    StringBuilder text = new StringBuilder();
    entries.stream()
        .sorted(ORDER)
        .forEach(
            e ->
                text.append(
                    String.join(
                            "\t",
                            e.id(),
                            Integer.toString(e.label()),
                            e.shard(),
                            Long.toString(e.offset()))
                        + "\n"));
    try {
      Files.writeString(file, text, UTF_8);
    } catch (IOException e) {
      throw new InfraException(file + ": cannot be written. Got " + e.getMessage() + ".", e);
    }
  }

  /** Reads entries, in order. */
  public static List<SampleEntry> read(Path file) {
    List<SampleEntry> entries = new ArrayList<>();
    stream(file, entries::add);
    return entries;
  }

  /** Streams entries, in order. */
  public static void stream(Path file, Consumer<SampleEntry> sink) {
    int number = 0;
    String shard = "";
    try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String[] f = line.split("\t", -1);
        shard = f[2].equals(shard) ? shard : f[2];
        sink.accept(new SampleEntry(f[0], Integer.parseInt(f[1]), shard, Long.parseLong(f[3])));
      }
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      throw new DataException(
          "%s:%d: not a line of a sample manifest. Got %s. Expected id, label, shard, offset, separated by tabs."
              .formatted(file, number, e.getMessage()),
          e);
    }
  }

  /**
   * Streams the examples of a manifest, in its order.
   *
   * @param shardFolder folder of a shard by its name
   */
  public static void read(
      List<SampleEntry> entries, Function<String, Path> shardFolder, Consumer<Example> sink) {
    TfRecords.Reader reader = null;
    String open = "";
    try {
      for (SampleEntry entry : entries) {
        if (!entry.shard().equals(open)) {
          if (reader != null) {
            reader.close();
          }
          reader =
              new TfRecords.Reader(shardFolder.apply(entry.shard()).resolve(ExampleShards.RECORDS));
          open = entry.shard();
        }
        sink.accept(ExampleCodec.decode(reader.read(entry.offset())));
      }
    } finally {
      if (reader != null) {
        reader.close();
      }
    }
  }
}
