package org.heirloom.store.gcs;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.heirloom.store.Manifest;
import org.heirloom.store.Manifests;

/**
 * The object that makes an artifact complete: what it holds, and under which names.
 *
 * @param artifact its name
 * @param folder below which its files lie in the store; nobody else writes there
 * @param files sorted by name
 */
record GcsManifest(String artifact, String folder, List<File> files) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  GcsManifest {
    files = List.copyOf(files);
  }

  /** One file: its name below the artifact, length, SHA-256 and CRC32C. */
  record File(String name, long bytes, String sha256, String crc32c) {
    Checked checked() {
      return new Checked(bytes, crc32c);
    }
  }

  /** Of all files below a local folder. */
  static GcsManifest of(String artifact, String folder, Path local) throws IOException {
    List<File> files = new ArrayList<>();
    for (Manifest.FileEntry entry : Manifests.of(artifact, local).files()) {
      String crc32c = Crc32c.of(local.resolve(entry.name()));
      files.add(new File(entry.name(), entry.bytes(), entry.sha256(), crc32c));
    }
    return new GcsManifest(artifact, folder, files);
  }

  /** Reads one; empty if it is damaged or of another artifact. */
  static Optional<GcsManifest> parse(String artifact, byte[] text) {
    try {
      return Optional.ofNullable(JSON.readValue(text, GcsManifest.class))
          .filter(manifest -> manifest.isSound(artifact));
    } catch (JacksonException damaged) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it is of this artifact and leads to nothing outside it, here or on a reader's disk. */
  private boolean isSound(String name) {
    return name.equals(artifact)
        && folder != null
        && folder.startsWith(name + "/~")
        && isBelow(folder)
        && files.stream().allMatch(file -> isBelow(file.name()));
  }

  private static boolean isBelow(String name) {
    return name != null && !name.matches("(.*/)?\\.\\.(/.*)?|/.*");
  }

  byte[] json() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JacksonException e) {
      throw new IllegalStateException(artifact + ": cannot be written as JSON", e);
    }
  }

  /** As all stores tell it. */
  Manifest manifest() {
    return new Manifest(
        artifact,
        files.stream()
            .map(file -> new Manifest.FileEntry(file.name(), file.bytes(), file.sha256()))
            .toList());
  }

  /** The object that holds a file. */
  String objectOf(File file) {
    return folder + "/" + file.name();
  }

  /** One sentence per file that is not as it was, given what the bucket says lies there. */
  List<String> problems(List<GcsObjects.Entry> there) {
    Map<String, GcsObjects.Entry> byName =
        there.stream().collect(Collectors.toMap(GcsObjects.Entry::name, Function.identity()));
    List<String> problems = new ArrayList<>();
    for (File file : files) {
      GcsObjects.Entry entry = byName.get(objectOf(file));
      String path = artifact + "/" + file.name();
      if (entry == null) {
        problems.add(path + ": missing.");
      } else if (entry.bytes() != file.bytes()) {
        problems.add(
            path + ": wrong size. Got " + entry.bytes() + " bytes. Expected " + file.bytes() + ".");
      } else if (!file.crc32c().equals(entry.crc32c())) {
        problems.add(path + ": changed. Its content does not have the recorded hash.");
      }
    }
    return problems;
  }
}
