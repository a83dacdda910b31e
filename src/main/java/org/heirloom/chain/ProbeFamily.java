package org.heirloom.chain;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.heirloom.metrics.Measured;
import org.heirloom.probe.Activations;
import org.heirloom.probe.Probe;

/**
 * What a study asks of one network under one key of {@code probe}.
 *
 * <p>A new family is a class and a line in {@link Probing#FAMILIES}.
 */
interface ProbeFamily extends AutoCloseable {

  /** Those of its questions that watch the examples of the role probe pass by. */
  default List<Probe> probes() {
    return List.of();
  }

  /** Layers that it looks into with images of its own, or by gradients. */
  default Set<String> layers() {
    return Set.of();
  }

  /**
   * Asks what examples passing by do not answer, and says what was found beyond the findings of its
   * probes, once these have seen all.
   *
   * @param network with {@link #layers} and all that probes of all families want
   * @param draft takes files for the report
   * @param sink takes the rows
   */
  default void conclude(Activations network, Path draft, Consumer<Measured> sink) {}

  /** Gives back what it holds; whatever happened before. */
  @Override
  default void close() {}
}
