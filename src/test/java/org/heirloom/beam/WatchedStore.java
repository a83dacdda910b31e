package org.heirloom.beam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.heirloom.store.Owner;

/** Sees from outside who works in a local store, by the drafts and checkpoints that lie there. */
public final class WatchedStore {
  private static final int PAUSE_MILLIS = 4;
  private static final int PATIENCE_MILLIS = 240_000;

  private final Path root;

  public WatchedStore(Path root) {
    this.root = root;
  }

  /**
   * A checkpoint.
   *
   * @param part of the work, by the folder of its attempts
   * @param attempt at it, from 1
   * @param step that it was saved after
   * @param process that saved it
   */
  public record Saved(Path part, int attempt, long step, long process) {}

  /** The process among these that writes an artifact now. */
  public Optional<Long> writer(List<Long> among) {
    for (Path owned : folders(root.resolve("tmp"))) {
      Optional<Long> process =
          Owner.parse(owned.getFileName().toString()).map(Owner::pid).filter(among::contains);
      if (process.isPresent() && !folders(owned).isEmpty()) {
        return process;
      }
    }
    return Optional.empty();
  }

  /** All checkpoints of a stage. */
  public List<Saved> checkpoints(String stage) {
    List<Saved> saved = new ArrayList<>();
    collect(root.resolve("checkpoints").resolve(stage), saved);
    return saved;
  }

  private static void collect(Path folder, List<Saved> saved) {
    for (Path child : folders(folder)) {
      String name = child.getFileName().toString();
      if (!name.startsWith("attempt-")) {
        collect(child, saved);
        continue;
      }
      for (Path step : folders(child)) {
        owner(child)
            .map(pid -> new Saved(folder, (int) number(child), number(step), pid))
            .ifPresent(saved::add);
      }
    }
  }

  private static Optional<Long> owner(Path attempt) {
    try {
      return Owner.parse(Files.readString(attempt.resolve("owner"))).map(Owner::pid);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long number(Path path) {
    String name = path.getFileName().toString();
    return Long.parseLong(name.substring(name.indexOf('-') + 1));
  }

  private static List<Path> folders(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(Files::isDirectory).toList();
    } catch (IOException | UncheckedIOException gone) {
      return List.of(); // Deleted before or while it was read.
    }
  }

  /** Waits until something can be seen. */
  public static <T> T await(String what, Supplier<Optional<T>> look) {
    for (int waited = 0; waited < PATIENCE_MILLIS; waited += PAUSE_MILLIS) {
      Optional<T> seen = look.get();
      if (seen.isPresent()) {
        return seen.get();
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + what, e);
      }
    }
    throw new IllegalStateException("never seen: " + what);
  }
}
