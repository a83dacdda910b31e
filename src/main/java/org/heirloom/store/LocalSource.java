package org.heirloom.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A user's files in a folder of this machine.
 *
 * @param root need not exist
 */
public record LocalSource(Path root) implements SourceFolder {

  @Override
  public Kind kind(String path) {
    return kind(root.resolve(path));
  }

  private static Kind kind(Path path) {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      return found.isDirectory() ? Kind.FOLDER : found.isRegularFile() ? Kind.FILE : Kind.OTHER;
    } catch (IOException e) {
      return Kind.NOTHING;
    }
  }

  @Override
  public List<Child> list(String folder) throws IOException {
    List<Child> children = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(root.resolve(folder))) {
      for (Path path : paths) {
        children.add(new Child(path.getFileName().toString(), kind(path)));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return children;
  }

  @Override
  public List<String> files(String folder) throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve(folder))) {
      return all.filter(file -> !Files.isDirectory(file))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Override
  public long size(String file) throws IOException {
    return Files.size(root.resolve(file));
  }

  @Override
  public byte[] read(String file) throws IOException {
    return Files.readAllBytes(root.resolve(file));
  }

  /** SHA-256 of the contents, or of nothing. Reads the file, but does not hold it. */
  @Override
  public byte[] fingerprint(String file) {
    MessageDigest digest = sha256();
    if (kind(file) == Kind.FILE) {
      try (InputStream in = Files.newInputStream(root.resolve(file));
          OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        in.transferTo(out);
      } catch (IOException e) {
        digest.reset();
      }
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public SourceFolder in(String folder) {
    return new LocalSource(root.resolve(folder));
  }

  @Override
  public String path(String below) {
    return root.resolve(below).toString();
  }

  @Override
  public boolean isRemote() {
    return false;
  }

  @Override
  public Optional<String> loop(String folder) throws IOException {
    Path path = root.resolve(folder);
    Path real = path.toRealPath();
    return path.getParent().toRealPath().startsWith(real)
        ? Optional.of(real.toString())
        : Optional.empty();
  }
}
