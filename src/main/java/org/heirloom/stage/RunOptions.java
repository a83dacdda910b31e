package org.heirloom.stage;

import java.util.Set;

/**
 * How much of the chain to run.
 *
 * @param parallelism units of work that run at the same time; 0 takes each stage's own from the
 *     pipeline file
 * @param only stages to run, whose inputs must be complete; empty for the whole chain
 * @param force stages to run again although their output is complete
 */
public record RunOptions(int parallelism, Set<String> only, Set<String> force) {
  /** The whole chain, reusing what is complete. */
  public static final RunOptions ALL = new RunOptions(0, Set.of(), Set.of());

  public RunOptions {
    only = Set.copyOf(only);
    force = Set.copyOf(force);
  }
}
