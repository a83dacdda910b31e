package org.heirloom.store.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.heirloom.store.RemoteFolder;
import org.heirloom.store.StoreFailures;

/** A folder in a bucket that people look into. */
final class GcsFolder implements RemoteFolder {
  private final GcsObjects objects;

  GcsFolder(GcsLocation location, GcsSettings settings) {
    this.objects = new GcsObjects(GcsClients.of(settings), location, settings.patience());
  }

  @Override
  public void requireWritable() {
    String name = ".heirloom-" + UUID.randomUUID();
    objects.write(name, "Written to see whether it can be.\n".getBytes(UTF_8));
    objects.delete(name);
  }

  @Override
  public void put(Path folder) {
    try (Parallel parallel = new Parallel();
        Stream<Path> paths = Files.walk(folder)) {
      List<Path> files = paths.filter(Files::isRegularFile).sorted().toList();
      parallel.forEach(files, file -> put(folder, file));
    } catch (IOException e) {
      throw StoreFailures.of(folder, e);
    }
  }

  @Override
  public void deleteAll() {
    try (Parallel parallel = new Parallel()) {
      parallel.forEach(objects.list(""), entry -> objects.delete(entry.name()));
    }
  }

  private void put(Path folder, Path file) {
    String name = folder.relativize(file).toString().replace('\\', '/');
    objects.overwrite(name, file, contentType(name));
  }

  /** What a browser needs to know to show it. */
  private static String contentType(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "json" -> "application/json";
      case "md" -> "text/markdown; charset=utf-8";
      case "csv" -> "text/csv; charset=utf-8";
      case "xml" -> "application/xml";
      case "png" -> "image/png";
      case "svg" -> "image/svg+xml";
      default -> "application/octet-stream";
    };
  }
}
