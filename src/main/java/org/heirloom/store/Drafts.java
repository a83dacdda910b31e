package org.heirloom.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder {@code tmp} of a local store, or of what a remote one keeps on this machine: one
 * folder per open store, named by its process, with a lock file that is held while the store is
 * open.
 */
public final class Drafts implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final Duration ELSEWHERE_KEPT = Duration.ofDays(1);

  private final Path tmp;
  private final Owner owner;
  private FileChannel lock;
  private int count;

  /** Drafts below a folder, which need not exist yet. */
  public Drafts(Path tmp) {
    this.tmp = tmp;
    this.owner = Owner.current();
  }

  /** A fresh empty folder. */
  public synchronized Path create() throws IOException {
    Path mine = mine();
    return Files.createDirectory(mine.resolve(Integer.toString(count++)));
  }

  /** A path at which nothing is yet, to move things to. */
  public synchronized Path vacant() throws IOException {
    return mine().resolve(Integer.toString(count++));
  }

  private Path mine() throws IOException {
    Path mine = tmp.resolve(owner.toString());
    if (lock == null) {
      Files.createDirectories(mine);
      lock = lock(mine.resolve(LOCK));
    }
    return mine;
  }

  @SuppressWarnings("resource") // The channel holds the lock; close() closes it.
  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      channel.tryLock();
    } catch (IOException e) {
      // A file system without locks: others then go by process number, and never by the lock.
      return channel;
    }
    return channel;
  }

  /** Removes the folders of processes that are dead for certain. */
  public void sweep() throws IOException {
    if (!Files.isDirectory(tmp)) {
      return;
    }
    try (Stream<Path> folders = Files.list(tmp)) {
      for (Path folder : (Iterable<Path>) folders::iterator) {
        Optional<Owner> other = Owner.parse(folder.getFileName().toString());
        if (other.isPresent() && isDead(other.get(), folder)) {
          Folders.delete(folder);
        }
      }
    }
  }

  private boolean isDead(Owner other, Path folder) throws IOException {
    return switch (other.life()) {
      case ALIVE -> false;
      case DEAD -> true;
      case UNSURE -> lockIsFree(folder);
      case ELSEWHERE -> isOld(folder) && lockIsFree(folder);
    };
  }

  private static boolean lockIsFree(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Judges by the file system's own clock, which all its users share. */
  private boolean isOld(Path folder) throws IOException {
    Path mine = mine().resolve("now");
    Files.write(mine, new byte[0]);
    FileTime now = Files.getLastModifiedTime(mine);
    FileTime then = Files.getLastModifiedTime(folder);
    return Duration.between(then.toInstant(), now.toInstant()).compareTo(ELSEWHERE_KEPT) > 0;
  }

  @Override
  public synchronized void close() throws IOException {
    if (lock != null) {
      Folders.delete(tmp.resolve(owner.toString()));
      lock.close();
      lock = null;
    }
  }
}
