package org.heirloom.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.heirloom.store.Checkpoints;

/** Checkpoints that are written, at their full cost, and thrown away. */
public final class Forgetful implements Checkpoints {

  @Override
  public Optional<Saved> latest() {
    return Optional.empty();
  }

  @Override
  public void save(long step, Consumer<Path> fill) {
    try {
      Path folder = Files.createTempDirectory("heirloom-bench");
      fill.accept(folder);
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(f -> f.toFile().delete());
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}
}
