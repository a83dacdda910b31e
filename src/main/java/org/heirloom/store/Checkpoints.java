package org.heirloom.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checkpoints of one unit of work, fenced: an attempt that was thought dead cannot overwrite its
 * successor's.
 *
 * <p>Every instance is one attempt and takes a number of its own when it is made; what it saves
 * carries that number, so that two attempts never write the same name. A new attempt fences all
 * earlier ones that may be dead or belong to its own process, and goes on from what they saved; an
 * attempt of another process that is known to live stays undisturbed, and is not gone on from.
 */
public interface Checkpoints extends AutoCloseable {

  /**
   * The newest whole checkpoint, as a folder to read, or empty. A damaged one is passed over for
   * the one before it.
   */
  Optional<Saved> latest();

  /**
   * Saves a checkpoint atomically: {@code fill} writes files into an empty folder. Only the newest
   * two are kept.
   *
   * @param step at least 0, higher than that of the last one saved
   * @throws org.heirloom.InfraException if a newer attempt has fenced this one, so that it must
   *     stop
   */
  void save(long step, Consumer<Path> fill);

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
