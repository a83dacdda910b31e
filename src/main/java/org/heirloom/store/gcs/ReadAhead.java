package org.heirloom.store.gcs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * Fetches files before they are asked for, a few at a time, in the order in which they will be.
 *
 * <p>What goes wrong with a file is thrown when that one is asked for. A file that is passed over,
 * since a later one is asked for, is given up. Safe for several threads, each with files of its
 * own.
 */
final class ReadAhead {
  /** Files that are fetched, or wait for their reader, at once. */
  private static final int FILES = 8;

  private final Fetch fetch;
  private final Parallel threads = new Parallel();
  private final Map<String, Line> lines = new HashMap<>();

  /** Fetches a whole file. */
  interface Fetch {
    byte[] fetch(String file) throws IOException;
  }

  /** Files in the order of their reader: those that have been begun, then those that have not. */
  private record Line(Deque<Begun> begun, Deque<String> toCome) {}

  private record Begun(String file, Future<byte[]> bytes) {}

  ReadAhead(Fetch fetch) {
    this.fetch = fetch;
  }

  /** Files that will be read, in this order, if nothing prevents it. */
  synchronized void expect(List<String> files) {
    Line line = new Line(new ArrayDeque<>(), new ArrayDeque<>(files));
    files.forEach(file -> lines.put(file, line));
  }

  /** A file's contents, whether it was expected or not. */
  byte[] read(String file) throws IOException {
    Future<byte[]> begun = begun(file);
    return begun == null ? fetch.fetch(file) : Parallel.await(begun);
  }

  /** The file if it was expected; and those that follow it are begun. */
  private synchronized Future<byte[]> begun(String file) {
    Line line = lines.get(file);
    if (line == null) {
      return null;
    }
    passOver(line, file);
    Begun begun = line.begun().isEmpty() ? begin(line.toCome().remove()) : line.begun().remove();
    lines.remove(file, line);
    while (line.begun().size() < FILES - 1 && !line.toCome().isEmpty()) {
      line.begun().add(begin(line.toCome().remove()));
    }
    return begun.bytes();
  }

  /** Gives up what stands before a file. */
  private void passOver(Line line, String file) {
    while (!line.begun().isEmpty() && !line.begun().element().file().equals(file)) {
      Begun passed = line.begun().remove();
      passed.bytes().cancel(true);
      lines.remove(passed.file(), line);
    }
    while (line.begun().isEmpty() && !line.toCome().element().equals(file)) {
      lines.remove(line.toCome().remove(), line);
    }
  }

  private Begun begin(String file) {
    return new Begun(file, threads.submit(() -> fetch.fetch(file)));
  }
}
