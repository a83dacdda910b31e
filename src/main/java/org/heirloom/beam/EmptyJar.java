package org.heirloom.beam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.heirloom.store.StoreFailures;

/**
 * A jar with nothing in it, for sending nothing: given no files at all, Beam sends the whole class
 * path, which is a quarter of a gigabyte.
 */
final class EmptyJar implements AutoCloseable {
  private Path file;

  /** The files to send for a wish, which may be none. */
  synchronized List<String> orElse(List<String> files) {
    return files.isEmpty() ? List.of(path().toString()) : files;
  }

  private Path path() {
    if (file == null) {
      try {
        file = Files.createTempFile("heirloom-empty", ".jar");
        new JarOutputStream(Files.newOutputStream(file), new Manifest()).close();
      } catch (IOException e) {
        throw StoreFailures.of(Path.of(System.getProperty("java.io.tmpdir")), e);
      }
    }
    return file;
  }

  @Override
  public synchronized void close() {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw StoreFailures.of(file, e);
      }
      file = null;
    }
  }
}
