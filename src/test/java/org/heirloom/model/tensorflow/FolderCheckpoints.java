package org.heirloom.model.tensorflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.heirloom.store.Checkpoints;

/** Keeps checkpoints in a folder. */
public record FolderCheckpoints(Path root) implements Checkpoints {
  @Override
  public Optional<Saved> latest() {
    try (Stream<Path> all = Files.list(root)) {
      return all.map(p -> new Saved(Long.parseLong(p.getFileName().toString()), p))
          .max(Comparator.comparingLong(Saved::step));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void save(long step, Consumer<Path> fill) {
    try {
      fill.accept(Files.createDirectories(root.resolve(Long.toString(step))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}
}
