package org.heirloom.probe;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heirloom.metrics.Measured;

/**
 * A question that is asked of the layers of one network while examples pass by.
 *
 * <p>All probes of a network share the same passes, so activations are computed once per example
 * and pass, however many ask. A probe sees blocks in the order of the examples, and its findings
 * must not depend on where one block ends and the next begins. What it keeps must not grow with the
 * number of examples: counts, sums in the order of the examples, or a {@link Subsample}.
 */
public interface Probe {

  /** Layers whose activations it wants, averaged over positions. */
  default Set<String> layers() {
    return Set.of();
  }

  /** Layers whose activations it wants at every position. */
  default Set<String> maps() {
    return Set.of();
  }

  /** Whether it wants to see its teacher's answers to the same examples as well. */
  default boolean wantsTeacher() {
    return false;
  }

  /** How often it wants to see all examples. */
  default int passes() {
    return 1;
  }

  /** Whether the rest of a pass would change nothing that matters: it is then spared. */
  default boolean hasSeenEnough(int pass) {
    return false;
  }

  /**
   * Takes a block.
   *
   * @param pass from 0
   * @param network what the network showed
   * @param teacher the same of its teacher, if {@link #wantsTeacher}
   */
  void see(int pass, Seen network, Optional<Seen> teacher);

  /** What was found, after the last pass; the same every time. */
  List<Measured> findings();
}
