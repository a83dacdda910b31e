package org.heirloom.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Files that a user brings, below one folder, on this machine or elsewhere; read only.
 *
 * <p>Paths are below the folder, with slashes; the empty one is the folder itself. Safe for several
 * threads. What is wrong with a single file is an {@link IOException}; failures of the machinery
 * between here and elsewhere are {@link org.heirloom.InfraException}s.
 */
public interface SourceFolder {

  /** What there is at a path; symbolic links are followed. */
  Kind kind(String path);

  /** What lies in a folder, hidden files too, in no order. */
  List<Child> list(String folder) throws IOException;

  /**
   * Paths of all files in a folder and below it, sorted; symbolic links to folders are not
   * followed.
   */
  List<String> files(String folder) throws IOException;

  /** How many bytes a file has. */
  long size(String file) throws IOException;

  /**
   * Says which files will be read next, and in which order: a place that is far away may have them
   * on their way before they are asked for. They need not be read after all.
   */
  default void expect(List<String> files) {}

  /** A whole file; ask for its {@link #size} first. */
  byte[] read(String file) throws IOException;

  /**
   * Bytes that are others where a file's contents are others, or where it cannot be read; those of
   * another kind of place are others in any case.
   */
  byte[] fingerprint(String file);

  /** A folder below this one. */
  SourceFolder in(String folder);

  /** A path as the user would write it. */
  String path(String below);

  /** Whether it lies elsewhere than in the file system. */
  boolean isRemote();

  /** The real path of a folder, if a symbolic link makes one of those above it out of it. */
  default Optional<String> loop(String folder) throws IOException {
    return Optional.empty();
  }

  /** What can be at a path. */
  enum Kind {
    FOLDER,
    FILE,
    /** Neither, such as a pipe. */
    OTHER,
    NOTHING
  }

  /**
   * What lies in a folder.
   *
   * @param name its own, without the folder's
   */
  record Child(String name, Kind kind) {}
}
