package org.heirloom.beam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.beam.sdk.options.FileStagingOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.heirloom.store.Folders;
import org.heirloom.store.StoreFailures;

/**
 * What is sent to a cluster, in a folder of its own: Beam packs folders into jars that it names by
 * their contents, so that two runs at once would write the same file.
 *
 * <p>Sending nothing takes a jar with nothing in it: given no files at all, Beam sends the whole
 * class path, which is a quarter of a gigabyte.
 */
final class SentFiles implements AutoCloseable {
  private Path folder;

  /** Sets the files and folders to send, which may be none. */
  synchronized void of(List<String> files, PipelineOptions options) {
    try {
      if (folder == null) {
        folder = Files.createTempDirectory("heirloom-sent");
      }
      options.setTempLocation(folder.toString());
      options
          .as(FileStagingOptions.class)
          .setFilesToStage(files.isEmpty() ? List.of(emptyJar().toString()) : files);
    } catch (IOException e) {
      throw StoreFailures.of(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  private Path emptyJar() throws IOException {
    Path jar = folder.resolve("empty.jar");
    if (!Files.exists(jar)) {
      new JarOutputStream(Files.newOutputStream(jar), new Manifest()).close();
    }
    return jar;
  }

  @Override
  public synchronized void close() {
    if (folder == null) {
      return;
    }
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw StoreFailures.of(folder, e);
    }
    folder = null;
  }
}
