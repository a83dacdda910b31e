package org.heirloom.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checkpoints of one unit of work, fenced: an attempt that was thought dead cannot overwrite its
 * successor's.
 *
 * <p>Every instance is one attempt and takes a number of its own when it is made; what it saves
 * carries that number. {@link #latest} gives the newest step that any attempt saved before this one
 * began, or that this one saved.
 */
public interface Checkpoints extends AutoCloseable {

  /**
   * The newest whole checkpoint, as a folder to read, or empty. A damaged one is passed over for
   * the one before it.
   */
  Optional<Saved> latest();

  /**
   * Saves a checkpoint atomically: {@code fill} writes files into an empty folder.
   *
   * @throws org.heirloom.InfraException if a newer attempt has begun, so that this one must stop
   */
  void save(long step, Consumer<Path> fill);

  /** Removes all checkpoints of this unit; call it when the unit is published. */
  void clear();

  @Override
  void close();

  /**
   * A saved checkpoint.
   *
   * @param step the number given to {@link #save}
   * @param folder its files
   */
  record Saved(long step, Path folder) {}
}
