package org.heirloom.store;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Manifests as files of local folders. */
public final class Manifests {
  /** The file beside an artifact's files that makes it complete. */
  public static final String FILE = "manifest.json";

  private static final int BUFFER_BYTES = 1 << 18;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Manifests() {}

  /** Hashes all files below a folder. */
  public static Manifest of(String artifact, Path folder) throws IOException {
    List<String> names;
    try (Stream<Path> paths = Files.walk(folder)) {
      names =
          paths
              .filter(path -> !Files.isDirectory(path))
              .map(path -> folder.relativize(path).toString().replace('\\', '/'))
              .filter(name -> !name.equals(FILE))
              .sorted()
              .toList();
    }
    List<Manifest.FileEntry> files = new ArrayList<>();
    for (String name : names) {
      files.add(entry(name, folder.resolve(name)));
    }
    return new Manifest(artifact, files);
  }

  private static Manifest.FileEntry entry(String name, Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        bytes += read;
      }
    }
    return new Manifest.FileEntry(name, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static void write(Manifest manifest, Path folder) throws IOException {
    Files.write(folder.resolve(FILE), JSON.writeValueAsBytes(manifest));
  }

  /** The manifest in a folder, or empty if there is none that is whole and of this artifact. */
  static Optional<Manifest> read(String artifact, Path folder) throws IOException {
    byte[] text;
    try {
      text = Files.readAllBytes(folder.resolve(FILE));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
    try {
      Manifest manifest = JSON.readValue(text, Manifest.class);
      return Optional.ofNullable(manifest).filter(m -> artifact.equals(m.artifact()));
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      return Optional.empty();
    }
  }

  /** One sentence per file of the manifest that is not as it was. */
  public static List<String> problems(Manifest manifest, Path folder) throws IOException {
    List<String> problems = new ArrayList<>();
    for (Manifest.FileEntry entry : manifest.files()) {
      Path file = folder.resolve(entry.name());
      String path = manifest.artifact() + "/" + entry.name();
      if (!Files.isRegularFile(file)) {
        problems.add(path + ": missing.");
      } else if (Files.size(file) != entry.bytes()) {
        problems.add(
            path
                + ": wrong size. Got "
                + Files.size(file)
                + " bytes. Expected "
                + entry.bytes()
                + ".");
      } else if (!entry(entry.name(), file).equals(entry)) {
        problems.add(path + ": changed. Its content does not have the recorded hash.");
      }
    }
    return problems;
  }
}
