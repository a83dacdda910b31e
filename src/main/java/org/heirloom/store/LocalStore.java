package org.heirloom.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.heirloom.InfraException;

/**
 * A store in a local folder, or one that several machines mount.
 *
 * <p>An artifact is a folder of its name. Drafts are filled in {@code tmp} and renamed into place
 * with their manifest inside, which file systems do atomically. Nothing is forced to disk: what a
 * power cut damages is found by its hash. Nothing is written before the first draft or note.
 */
public final class LocalStore implements Store {
  private static final int PUBLISH_TRIES = 10;

  private final Path root;
  private final Drafts drafts;

  /**
   * Opens a folder, which need not exist yet.
   *
   * @throws InfraException if there is a file in its place
   */
  public LocalStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    if (Files.exists(this.root) && !Files.isDirectory(this.root)) {
      throw new InfraException(
          this.root + ": is a file. Expected a folder for the store. Choose another with --store.");
    }
    this.drafts = new Drafts(this.root.resolve("tmp"));
  }

  @Override
  public Optional<Manifest> find(String artifact) {
    return call(artifact, () -> Manifests.read(artifact, folder(artifact)));
  }

  @Override
  public Path draft(String artifact) {
    ArtifactNames.check(artifact);
    return call(artifact, drafts::create);
  }

  @Override
  public Manifest publish(String artifact, Path draft) {
    return call(
        artifact,
        () -> {
          Manifest manifest = Manifests.of(artifact, draft);
          Manifests.write(manifest, draft);
          return moveIntoPlace(manifest, draft);
        });
  }

  private Manifest moveIntoPlace(Manifest manifest, Path draft) throws IOException {
    Path target = folder(manifest.artifact());
    Files.createDirectories(target.getParent());
    IOException last = null;
    for (int i = 0; i < PUBLISH_TRIES; i++) {
      try {
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        return manifest;
      } catch (IOException e) {
        last = e;
        Optional<Manifest> rival = Manifests.read(manifest.artifact(), target);
        if (rival.isPresent()) {
          Folders.delete(draft);
          return rival.get();
        }
        removeIfThere(target);
      }
    }
    throw last;
  }

  /** Moves a folder out of sight at once, and then deletes it at leisure. */
  private void removeIfThere(Path target) throws IOException {
    Path trash = drafts.vacant();
    try {
      Files.move(target, trash, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    }
    Folders.delete(trash);
  }

  @Override
  public Path folder(String artifact) {
    return root.resolve(ArtifactNames.check(artifact));
  }

  @Override
  public InputStream open(String artifact, String file) {
    return call(artifact, () -> Files.newInputStream(folder(artifact).resolve(file)));
  }

  @Override
  public List<String> list(String prefix) {
    List<String> found = new ArrayList<>();
    call(
        prefix,
        () -> {
          collect(folder(prefix), found);
          return found;
        });
    return found.stream().sorted().toList();
  }

  private void collect(Path folder, List<String> found) throws IOException {
    if (Files.isRegularFile(folder.resolve(Manifests.FILE))) {
      found.add(root.relativize(folder).toString().replace('\\', '/'));
    } else if (Files.isDirectory(folder)) {
      List<Path> children;
      try (Stream<Path> paths = Files.list(folder)) {
        children = paths.filter(Files::isDirectory).toList();
      }
      for (Path child : children) {
        collect(child, found);
      }
    }
  }

  @Override
  public List<String> verify(String artifact) {
    return call(
        artifact,
        () -> {
          Optional<Manifest> manifest = Manifests.read(artifact, folder(artifact));
          return manifest.isPresent()
              ? Manifests.problems(manifest.get(), folder(artifact))
              : List.of(artifact + "/" + Manifests.FILE + ": missing or damaged.");
        });
  }

  @Override
  public void delete(String artifact) {
    call(
        artifact,
        () -> {
          Files.deleteIfExists(folder(artifact).resolve(Manifests.FILE));
          removeIfThere(folder(artifact));
          return artifact;
        });
  }

  @Override
  public Optional<String> note(String name) {
    return call(
        name,
        () -> {
          try {
            return Optional.of(Files.readString(folder(name)));
          } catch (NoSuchFileException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void writeNote(String name, String text) {
    call(
        name,
        () -> {
          Path draft = Files.writeString(drafts.vacant(), text);
          Files.createDirectories(folder(name).getParent());
          return Files.move(
              draft,
              folder(name),
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
        });
  }

  @Override
  public void sweep() {
    call(
        "tmp",
        () -> {
          drafts.sweep();
          return root;
        });
  }

  @Override
  public Checkpoints checkpoints(String artifact) {
    Path folder = checkpointFolder(artifact);
    return call(artifact, () -> LocalCheckpoints.begin(artifact, folder, drafts));
  }

  @Override
  public void clearCheckpoints(String artifact) {
    call(
        artifact,
        () -> {
          LocalCheckpoints.clear(checkpointFolder(artifact));
          return artifact;
        });
  }

  private Path checkpointFolder(String artifact) {
    return root.resolve("checkpoints").resolve(ArtifactNames.check(artifact));
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public void close() {
    call(
        "tmp",
        () -> {
          drafts.close();
          return root;
        });
  }

  private <T> T call(String name, Attempt<T> attempt) {
    try {
      return attempt.run();
    } catch (IOException e) {
      throw StoreFailures.of(root.resolve(name), e);
    }
  }

  private interface Attempt<T> {
    T run() throws IOException;
  }
}
