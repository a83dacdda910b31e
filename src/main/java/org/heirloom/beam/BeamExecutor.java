package org.heirloom.beam;

import org.heirloom.stage.Executor;
import org.heirloom.stage.StageTask;

/** Runs a stage as a Beam pipeline: names of units, reshuffled, done in parallel, gathered. */
public final class BeamExecutor implements Executor {
  private final Spread spread;

  public BeamExecutor(Spread spread) {
    this.spread = spread;
  }

  @Override
  public void execute(StageTask task, int parallelism, UnitListener listener) {
    throw new UnsupportedOperationException(spread.runner());
  }
}
