package org.heirloom.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where stages leave what they made: artifacts, which are named sets of files that appear all at
 * once or not at all, and notes, which are small texts that may change.
 *
 * <p>Names are paths such as {@code teach/3f9c…/units/replicate-0}; each part consists of letters,
 * digits and {@code . _ = + , -}. A published artifact never changes. Implementations are safe for
 * several threads and several processes at once, on several machines. Failures of the machinery are
 * {@link org.heirloom.InfraException}s.
 */
public interface Store extends AutoCloseable {

  /**
   * The manifest of a published artifact, or empty. Does not verify the files: see {@link #verify}.
   * An artifact whose manifest is damaged counts as unpublished.
   */
  Optional<Manifest> find(String artifact);

  /**
   * A fresh local folder to fill, for {@link #publish}. Where the process dies first, the folder is
   * garbage that {@link #sweep} removes.
   */
  Path draft(String artifact);

  /**
   * Makes the files of a draft appear under {@code artifact}, all at once, and deletes the draft.
   *
   * @return the manifest now in force: the one of a rival that published first, if there was one
   */
  Manifest publish(String artifact, Path draft);

  /** A local folder that holds the artifact's files, for readers that need one. Read only. */
  Path folder(String artifact);

  /** Opens one file of an artifact for streaming. */
  InputStream open(String artifact, String file);

  /** Names of the artifacts below a prefix, sorted. */
  List<String> list(String prefix);

  /**
   * Compares every file with the manifest's size and hash.
   *
   * @return one sentence per file that is missing, truncated or different; empty if all is well
   */
  List<String> verify(String artifact);

  /** Removes an artifact, manifest first, so that no reader takes a half-removed one for whole. */
  void delete(String artifact);

  /** The text of a note, or empty. */
  Optional<String> note(String name);

  /** Replaces the text of a note, at once; the last writer wins. */
  void writeNote(String name, String text);

  /**
   * Removes what dead processes left behind. Never touches a draft whose process is alive or may
   * be.
   */
  void sweep();

  /** Begins an attempt at one unit of work that may be interrupted: its checkpoints. */
  Checkpoints checkpoints(String artifact);

  /**
   * Removes the checkpoints of a unit that is published, also those of artifacts below it; those of
   * living rivals stay.
   */
  void clearCheckpoints(String artifact);

  /** Where this store is, as a user would write it. */
  String location();

  @Override
  void close();
}
