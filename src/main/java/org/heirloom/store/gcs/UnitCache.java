package org.heirloom.store.gcs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.heirloom.store.Drafts;
import org.heirloom.store.Folders;
import org.heirloom.store.Manifests;

/**
 * Artifacts of a remote store on this machine's disk, for readers that need files: each downloaded
 * once, whichever stores and processes ask for it, and the longest unused removed where they take
 * too much room.
 *
 * <p>What readers get are hard links of their store's own, so that nothing is removed under them.
 */
final class UnitCache {
  private static final int LOCKS = 64;
  private static final int TRIES = 10;
  private static final int WEIGHED_EVERY = 64;
  private static final Object[] LOCK = new Object[LOCKS];

  /** Entries whose hashes this process has seen to be right. */
  private static final Set<Path> KNOWN = ConcurrentHashMap.newKeySet();

  /** Bytes below each root as this process last counted them, with what it has added since. */
  private static final Map<Path, Weight> WEIGHTS = new ConcurrentHashMap<>();

  static {
    for (int i = 0; i < LOCKS; i++) {
      LOCK[i] = new Object();
    }
  }

  private final Path root;
  private final Path mine;
  private final Drafts drafts;
  private final long limitBytes;
  private final Map<Path, Path> links = new HashMap<>();

  /**
   * A cache.
   *
   * @param root of what is kept of all stores
   * @param store stands for this one
   * @param drafts on the same disk
   * @param limitBytes for all that is kept below {@code root}
   */
  UnitCache(Path root, String store, Drafts drafts, long limitBytes) {
    this.root = root;
    this.mine = root.resolve(store);
    this.drafts = drafts;
    this.limitBytes = limitBytes;
  }

  /**
   * A folder with an artifact's files, until the store is closed.
   *
   * @param download writes them into an empty folder, or fails
   */
  Path get(GcsManifest manifest, Consumer<Path> download) throws IOException {
    Path entry = entry(manifest);
    synchronized (lock(entry)) {
      Path linked = linkOf(entry);
      if (linked != null) {
        return linked;
      }
      for (int i = 0; i < TRIES; i++) {
        if (!isWhole(manifest, entry)) {
          Path draft = drafts.create();
          download.accept(draft);
          keep(manifest, draft, entry);
        }
        try {
          linked = link(entry);
          remember(entry, linked);
          evict();
          return linked;
        } catch (NoSuchFileException evicted) {
          KNOWN.remove(entry);
        }
      }
    }
    throw new IOException(entry + ": others remove it again and again");
  }

  /** Takes a draft over whose files have just been published, in place of a download. */
  void adopt(GcsManifest manifest, Path draft) throws IOException {
    Path entry = entry(manifest);
    synchronized (lock(entry)) {
      keep(manifest, draft, entry);
    }
    evict();
  }

  private Path entry(GcsManifest manifest) {
    return mine.resolve(manifest.folder());
  }

  private static Object lock(Path entry) {
    return LOCK[Math.floorMod(entry.hashCode(), LOCKS)];
  }

  private synchronized Path linkOf(Path entry) {
    return links.get(entry);
  }

  private synchronized void remember(Path entry, Path linked) {
    links.put(entry, linked);
  }

  /** Whether it is there with the hashes of its manifest, which each process looks at once. */
  private boolean isWhole(GcsManifest manifest, Path entry) throws IOException {
    if (!Files.isDirectory(entry)) {
      KNOWN.remove(entry);
      return false;
    }
    if (KNOWN.contains(entry)) {
      return true;
    }
    if (Manifests.problems(manifest.manifest(), entry).isEmpty()) {
      KNOWN.add(entry);
      return true;
    }
    discard(entry);
    return false;
  }

  private void keep(GcsManifest manifest, Path draft, Path entry) throws IOException {
    Files.write(draft.resolve(Manifests.FILE), manifest.json());
    Files.createDirectories(entry.getParent());
    try {
      Files.move(draft, entry, StandardCopyOption.ATOMIC_MOVE);
      KNOWN.add(entry);
      long bytes = manifest.files().stream().mapToLong(GcsManifest.File::bytes).sum();
      WEIGHTS.computeIfPresent(root, (path, weight) -> weight.plus(bytes));
    } catch (IOException rival) {
      if (!Files.isDirectory(entry)) {
        throw rival;
      }
      Folders.delete(draft);
    }
  }

  private Path link(Path entry) throws IOException {
    Path folder = drafts.create();
    Files.setLastModifiedTime(entry.resolve(Manifests.FILE), now(folder));
    Files.walkFileTree(
        entry,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(folder.resolve(entry.relativize(from)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path from, BasicFileAttributes attributes)
              throws IOException {
            linkOrCopy(from, folder.resolve(entry.relativize(from)));
            return FileVisitResult.CONTINUE;
          }
        });
    return folder;
  }

  private static void linkOrCopy(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException noLinks) {
      Files.copy(from, to);
    }
  }

  /** The disk's own time, which orders what was used when. */
  private static FileTime now(Path fresh) throws IOException {
    return Files.getLastModifiedTime(fresh);
  }

  /** Removes what was not used for longest until no more is kept than allowed. */
  private void evict() throws IOException {
    Weight weight = WEIGHTS.get(root);
    if (weight != null && weight.bytes() <= limitBytes && weight.added() < WEIGHED_EVERY) {
      return;
    }
    List<Kept> all = kept();
    long bytes = all.stream().mapToLong(Kept::bytes).sum();
    all.sort(Comparator.comparing(Kept::used).thenComparing(Kept::entry));
    for (Kept old : all) {
      if (bytes <= limitBytes) {
        break;
      }
      discard(old.entry());
      bytes -= old.bytes();
    }
    WEIGHTS.put(root, new Weight(bytes, 0));
  }

  private List<Kept> kept() throws IOException {
    List<Kept> all = new ArrayList<>();
    if (!Files.isDirectory(root)) {
      return all;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!folder.getFileName().toString().startsWith("~")) {
              return FileVisitResult.CONTINUE;
            }
            weigh(folder, all);
            return FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException removed) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException removed) {
            return FileVisitResult.CONTINUE;
          }
        });
    return all;
  }

  /** Leaves out what another process removes in this moment. */
  private static void weigh(Path entry, List<Kept> all) {
    try (Stream<Path> paths = Files.walk(entry)) {
      long bytes = 0;
      for (Path file : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(file);
      }
      all.add(new Kept(entry, bytes, Files.getLastModifiedTime(entry.resolve(Manifests.FILE))));
    } catch (IOException | java.io.UncheckedIOException removed) {
      KNOWN.remove(entry);
    }
  }

  private void discard(Path entry) throws IOException {
    KNOWN.remove(entry);
    Path trash = drafts.vacant();
    try {
      Files.move(entry, trash, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException rival) {
      return;
    }
    Folders.delete(trash);
  }

  private record Weight(long bytes, int added) {
    Weight plus(long more) {
      return new Weight(bytes + more, added + 1);
    }
  }

  private record Kept(Path entry, long bytes, FileTime used) {}
}
